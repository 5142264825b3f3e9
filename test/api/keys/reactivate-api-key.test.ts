// reactivateApiKey, response by response.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'
import { changeBy, refusals } from './change-key-cases.ts'

const reactivate = changeBy('reactivateApiKey')
const VIEWER = '{ viewer { environment } }'

test('accepts the same secret again; repeating it changes nothing', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await funder.latchkey.apiKeys.deactivate(broker.apiKeyId)
  for (let time = 0; time < 2; time += 1) {
    expect((await reactivate(funder, broker.apiKeyId)).body.data.reactivateApiKey.state).toBe('ACTIVE')
    expect(outcome(await broker.query(VIEWER))).toBe('200')
  }
})

test('returns KEY_NOT_ACTIVE for an expired key', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const broker = await funder.broker('bee.example', { expiresAt })
  await funder.latchkey.apiKeys.deactivate(broker.apiKeyId)
  await world.advance('2 hours')
  expect(outcome(await reactivate(funder, broker.apiKeyId))).toBe('409 KEY_NOT_ACTIVE')
})

test('returns FORBIDDEN for another user’s USER key; its own user can reactivate it', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const [adam, own] = [await funder.user(), await funder.key()]
  for (const { apiKeyId } of [adam, own]) await funder.latchkey.apiKeys.deactivate(apiKeyId)
  expect(outcome(await reactivate(funder, adam.apiKeyId))).toBe('403 FORBIDDEN')
  expect(outcome(await reactivate(funder, own.apiKeyId))).toBe('200')
})

test('returns API_KEY_NOT_FOUND for unknown keys and FORBIDDEN for another funder’s', async () => {
  await using world = await createWorld()
  expect(await refusals(reactivate, await world.funder())).toEqual({
    unknown: ['404 API_KEY_NOT_FOUND'],
    theirs: '403 FORBIDDEN',
  })
})
