// deleteApiKey, response by response.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'
import { refusals } from './change-key-cases.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const VIEWER = '{ viewer { environment } }'

describe('success', () => {
  test('rejects the key from the response on and keeps its record', async () => {
    const broker = await funder.broker('ok.example')
    expect((await funder.deletes(broker.apiKeyId)).body.data).toEqual({
      deleteApiKey: { id: broker.apiKeyId, state: 'DELETED' },
    })
    expect(outcome(await broker.query(VIEWER))).toBe('401 API_KEY_INVALID')
    const record = await funder.latchkey.apiKeys.get(broker.apiKeyId)
    expect(record).toMatchObject({
      state: 'DELETED',
      deletedAt: expect.stringMatching(/Z$/),
      prefix: broker.secret.slice(0, 8),
    })
    expect((await funder.latchkey.apiKeys.list().page()).nodes.map(({ id }) => id)).not.toContain(
      broker.apiKeyId,
    )
    const deleted = await funder.latchkey.apiKeys.list({ filter: { state: 'DELETED' } }).page()
    expect(deleted.nodes.map(({ id }) => id)).toContain(broker.apiKeyId)
  })

  test('a key can delete itself and gets the response', async () => {
    const own = await funder.key()
    expect(outcome(await own.deletes(own.apiKeyId))).toBe('200')
    expect(outcome(await own.deletes(own.apiKeyId))).toBe('401 API_KEY_INVALID')
  })

  test('a TIERED key with the scope admin can delete a key', async () => {
    const tiered = await funder.tieredKey('INTERNAL', ['ADMIN'])
    const broker = await funder.broker('tiered.example')
    expect(outcome(await tiered.deletes(broker.apiKeyId))).toBe('200')
  })
})

test('returns 404 for a deleted key, also to another funder', async () => {
  const broker = await funder.broker('twice.example')
  await funder.deletes(broker.apiKeyId)
  const other = await world.funder()
  for (const by of [funder, other]) {
    expect(outcome(await by.deletes(broker.apiKeyId))).toBe('404 API_KEY_NOT_FOUND')
  }
})

test('returns API_KEY_NOT_FOUND for unknown keys and FORBIDDEN for another funder’s', async () => {
  expect(await refusals((by, id) => by.deletes(id), funder)).toEqual({
    unknown: ['404 API_KEY_NOT_FOUND'],
    theirs: '403 FORBIDDEN',
  })
})
