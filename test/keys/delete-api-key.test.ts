// deleteApiKey, answer by answer.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../actors.ts'
import { outcome } from '../answers.ts'
import { createWorld, type World } from '../world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const VIEWER = '{ viewer { environment } }'

describe('ok', () => {
  test('the key is refused from the answer on; its record stays for its owner', async () => {
    const broker = await funder.broker('ok.example')
    expect((await funder.deletes(broker.apiKeyId)).body.data).toEqual({
      deleteApiKey: { id: broker.apiKeyId, state: 'DELETED' },
    })
    expect(outcome(await broker.asks(VIEWER))).toBe('401 API_KEY_INVALID')
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

  test('a key deletes itself, and is answered', async () => {
    const own = await funder.key()
    expect(outcome(await own.deletes(own.apiKeyId))).toBe('200')
    expect(outcome(await own.deletes(own.apiKeyId))).toBe('401 API_KEY_INVALID')
  })

  test('a TIERED key with admin deletes', async () => {
    const tiered = await funder.tieredKey('INTERNAL', ['ADMIN'])
    const broker = await funder.broker('tiered.example')
    expect(outcome(await tiered.deletes(broker.apiKeyId))).toBe('200')
  })
})

describe('API_KEY_NOT_FOUND', () => {
  const notFound = `404 ${'API_KEY_NOT_FOUND'}`

  test('unknown and malformed ids', async () => {
    for (const id of [
      'apk_01j00000000000000000000000',
      'apk_',
      '',
      'sub_01j00000000000000000000000',
      "'; DROP TABLE api_key; --",
    ]) {
      expect(outcome(await funder.deletes(id)), id).toBe(notFound)
    }
  })

  test('already deleted, also for another funder', async () => {
    const broker = await funder.broker('twice.example')
    await funder.deletes(broker.apiKeyId)
    const other = await world.funder()
    for (const by of [funder, other]) expect(outcome(await by.deletes(broker.apiKeyId))).toBe(notFound)
  })

  test('of the other environment', async () => {
    const production = await funder.inEnvironment('PRODUCTION')
    const broker = await production.broker('crossing.example')
    expect(outcome(await funder.deletes(broker.apiKeyId))).toBe(notFound)
    expect(outcome(await broker.asks(VIEWER))).toBe('200')
  })

  test('a secret pasted for an id is not repeated', async () => {
    const broker = await funder.broker('pasted.example')
    const answer = await funder.deletes(broker.secret)
    expect(outcome(answer)).toBe(notFound)
    expect(JSON.stringify(answer.body)).not.toContain(broker.secret)
  })
})

test('FORBIDDEN: a live key of another funder', async () => {
  const other = await world.funder()
  const broker = await other.broker('theirs.example')
  expect(outcome(await funder.deletes(broker.apiKeyId))).toBe(`403 ${'FORBIDDEN'}`)
  expect(outcome(await broker.asks(VIEWER))).toBe('200')
})
