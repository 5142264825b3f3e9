// finishRotation: the old secret stops working at once.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'

const FINISH = 'mutation ($id: ID!) { finishRotation(input: { id: $id }) { secrets { state } } }'
const ROTATE = 'mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { secret } }'
const VIEWER = '{ viewer { environment } }'

test('makes the new secret current, used or not, and rejects the old one', async () => {
  await using world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  for (const used of [true, false]) {
    const broker = await funder.broker(`finished-${used}.example`)
    const id = broker.apiKeyId
    const { secret } = (await funder.query(ROTATE, { id })).body.data.rotateApiKey
    if (used) await world.graphql(secret, VIEWER)
    const answer = await funder.query(FINISH, { id })
    expect(answer.body.data.finishRotation.secrets).toEqual([{ state: 'CURRENT' }])
    for (const server of [0, 1]) {
      expect(outcome(await broker.query(VIEWER, {}, { server }))).toBe('401 API_KEY_INVALID')
      expect(outcome(await world.graphql(secret, VIEWER, {}, { server }))).toBe('200')
    }
    // Without a rotation it changes nothing.
    expect(outcome(await funder.query(FINISH, { id }))).toBe('200')
    expect(outcome(await world.graphql(secret, VIEWER))).toBe('200')
  }
})

test('returns API_KEY_NOT_FOUND, FORBIDDEN for another funder’s key, and rejects BROKER keys', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const other = await world.funder()
  const unknown = 'apk_00000000000000000000000000'
  expect(outcome(await funder.query(FINISH, { id: unknown }))).toBe('404 API_KEY_NOT_FOUND')
  expect(outcome(await other.query(FINISH, { id: broker.apiKeyId }))).toBe('403 FORBIDDEN')
  expect(outcome(await broker.query(FINISH, { id: broker.apiKeyId }))).toBe('403 WRONG_KEY_KIND')
})
