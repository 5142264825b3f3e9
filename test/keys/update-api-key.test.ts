// updateApiKey: what is left out stays; narrowing is exact; widening takes a session.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../actors.ts'
import { issues, outcome } from '../answers.ts'
import type { Person } from '../person.ts'
import { createWorld, type World } from '../world.ts'

const UPDATE = `mutation ($input: UpdateApiKeyInput!) {
  updateApiKey(input: $input) { name scopes allowList expiresAt }
}`
const CREATE = 'mutation { createSubmission(input: { name: "Corner Bakery, new oven" }) { id } }'
const LATER = '2027-06-01T00:00:00.000Z'

let world: World
let funder: Funder
let owner: Person

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
})
afterAll(() => world[Symbol.asyncDispose]())

let brokers = 0
function aBroker(choice: Parameters<Funder['broker']>[1] = {}) {
  brokers += 1
  return funder.broker(`changed-${brokers}.example`, choice)
}

test('each part is changed by itself, and null clears', async () => {
  const { apiKeyId: id } = await aBroker()
  const change = async (changes: object) =>
    (await owner.asks(UPDATE, { input: { id, ...changes } })).body.data.updateApiKey
  const start = await change({ name: 'Production' })
  expect(start).toMatchObject({ name: 'Production', scopes: ['SUBMISSIONS', 'DOCUMENTS'], allowList: [] })
  expect(await change({ allowList: ['10.0.0.0/8', '::ffff:192.0.2.1'] })).toEqual({
    ...start,
    allowList: ['10.0.0.0/8', '192.0.2.1'],
  })
  expect(await change({ expiresAt: LATER, allowList: null })).toEqual({ ...start, expiresAt: LATER })
  expect(await change({ expiresAt: null, scopes: ['SUBMISSIONS_READ'] })).toEqual({
    ...start,
    scopes: ['SUBMISSIONS_READ'],
  })
  expect(await change({})).toMatchObject({ name: 'Production', scopes: ['SUBMISSIONS_READ'] })
})

test('what is narrowed is refused at once, and widened again by a session', async () => {
  const broker = await aBroker()
  const change = (changes: object) => owner.asks(UPDATE, { input: { id: broker.apiKeyId, ...changes } })
  await change({ scopes: ['SUBMISSIONS_READ'] })
  expect(outcome(await broker.asks(CREATE))).toBe('403 INSUFFICIENT_SCOPE')
  await change({ scopes: ['SUBMISSIONS'], allowList: ['192.0.2.1'] })
  expect(outcome(await broker.asks(CREATE))).toBe('403 IP_NOT_ALLOWED')
  await change({ allowList: [] })
  expect(outcome(await broker.asks(CREATE))).toBe('200')
})

test('FORBIDDEN: a key narrows keys and widens none, not even itself', async () => {
  const { apiKeyId: id } = await aBroker({
    scopes: ['SUBMISSIONS'],
    allowList: ['10.0.0.0/8'],
    expiresAt: LATER,
  })
  const change = async (changes: object) => outcome(await funder.asks(UPDATE, { input: { id, ...changes } }))
  expect(await change({ allowList: ['10.1.0.0/16', '10.2.3.4'] })).toBe('200')
  expect(await change({ scopes: ['SUBMISSIONS_READ'], expiresAt: '2027-01-01T00:00:00Z' })).toBe('200')
  for (const wider of [
    { scopes: ['SUBMISSIONS'] },
    { allowList: ['10.0.0.0/8'] },
    { allowList: ['10.1.0.0/16', '2001:db8::/32'] },
    { allowList: [] },
    { allowList: null },
    { expiresAt: LATER },
    { expiresAt: null },
  ])
    expect(await change(wider), JSON.stringify(wider)).toBe('403 FORBIDDEN')
  const self = await funder.key({ scopes: ['ADMIN', 'SUBMISSIONS_READ'] })
  const input = { id: self.apiKeyId, scopes: ['ADMIN', 'SUBMISSIONS'] }
  expect(outcome(await self.asks(UPDATE, { input }))).toBe('403 FORBIDDEN')
})

test('FORBIDDEN: a USER key is changed by its own user alone', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const key = await funder.key({ userId: dana.userId, scopes: ['SUBMISSIONS_READ'] })
  const input = { id: key.apiKeyId, name: 'Mine' }
  expect(outcome(await owner.asks(UPDATE, { input }))).toBe('403 FORBIDDEN')
  expect(outcome(await funder.asks(UPDATE, { input }))).toBe('403 FORBIDDEN')
  expect(outcome(await dana.asks(UPDATE, { input }))).toBe('200')
})

test('INSUFFICIENT_SCOPE: nobody gives a key what his role lacks; a broker’s scopes are the broker’s', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const { apiKeyId: id } = await funder.tieredKey('INTERNAL', ['SUBMISSIONS_READ'])
  expect(outcome(await dana.asks(UPDATE, { input: { id, scopes: ['SUBMISSIONS'] } }))).toBe(
    '403 INSUFFICIENT_SCOPE',
  )
  expect(outcome(await dana.asks(UPDATE, { input: { id, scopes: ['WEBHOOKS'] } }))).toBe('200')
})

test('VALIDATION_FAILED: 422 for scopes beyond kind and tier, and for null where something must be', async () => {
  const { apiKeyId: id } = await aBroker({ tier: 'PUBLIC' })
  const answer = await owner.asks(UPDATE, { input: { id, name: null, scopes: ['DOCUMENTS', 'ADMIN'] } })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual([
    'name TOO_SHORT',
    'scopes.0 SCOPE_NOT_IN_TIER',
    'scopes.1 SCOPE_NOT_IN_TIER',
  ])
})

test('API_KEY_NOT_FOUND: 404 for what is unknown or deleted; FORBIDDEN: 403 for another funder’s', async () => {
  const broker = await aBroker()
  await funder.deletes(broker.apiKeyId)
  for (const id of [broker.apiKeyId, 'apk_00000000000000000000000000'])
    expect(outcome(await owner.asks(UPDATE, { input: { id } }))).toBe('404 API_KEY_NOT_FOUND')
  const other = await world.funder()
  expect(outcome(await owner.asks(UPDATE, { input: { id: other.apiKeyId } }))).toBe('403 FORBIDDEN')
})
