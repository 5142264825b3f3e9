// deactivateApiKey, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'
import { changeBy, refusals } from './change-key-cases.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const deactivate = changeBy('deactivateApiKey')
const VIEWER = '{ viewer { environment } }'

test('rejects the key from the response on; repeating it changes nothing', async () => {
  const broker = await funder.broker('bee.example')
  for (let time = 0; time < 2; time += 1) {
    const { body } = await deactivate(funder, broker.apiKeyId)
    expect(body.data).toEqual({ deactivateApiKey: { id: broker.apiKeyId, state: 'INACTIVE' } })
    expect(outcome(await broker.query(VIEWER))).toBe('401 API_KEY_INVALID')
  }
  expect((await funder.latchkey.apiKeys.get(broker.apiKeyId)).deletedAt).toBeNull()
})

test('a key can deactivate itself and gets the response', async () => {
  const own = await funder.key()
  expect((await deactivate(own, own.apiKeyId)).body.data.deactivateApiKey.state).toBe('INACTIVE')
  expect(outcome(await own.query(VIEWER))).toBe('401 API_KEY_INVALID')
})

test('of two keys that deactivate each other concurrently, one succeeds', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [one, two] = await Promise.all([funder.key(), funder.key()])
    const outcomes = (await Promise.all([deactivate(one, two.apiKeyId), deactivate(two, one.apiKeyId)])).map(
      outcome,
    )
    expect(outcomes.sort()).toEqual(['200', '401 API_KEY_INVALID'])
  }
})

test('returns API_KEY_NOT_FOUND for unknown keys and FORBIDDEN for another funder’s', async () => {
  expect(await refusals(deactivate, funder)).toEqual({
    unknown: ['404 API_KEY_NOT_FOUND'],
    theirs: '403 FORBIDDEN',
  })
})
