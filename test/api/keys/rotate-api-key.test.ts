// rotateApiKey: adds a second secret, which replaces the first one when it is first used.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

const VIEWER = '{ viewer { environment } }'
const ROTATE = `mutation ($id: ID!, $grace: Int) {
  rotateApiKey(input: { id: $id, graceSeconds: $grace }) { secret apiKey { id prefix secrets { state retiresAt } } }
}`
const SECRETS = `query ($id: ID!) {
  apiKey(id: $id) { prefix secrets { prefix state firstUsedAt retiresAt use { count address userAgent } } }
}`

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld({ servers: 2 })
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

let brokers = 0
function aBroker() {
  brokers += 1
  return funder.broker(`rotated-${brokers}.example`)
}

const sendQuery = async (secret: string, server = 0) =>
  outcome(await world.graphql(secret, VIEWER, {}, { server }))
async function rotates(id: string, grace?: number): Promise<string> {
  const { body } = await funder.query(ROTATE, { id, grace })
  return body.data.rotateApiKey.secret
}

test('accepts both secrets; the first use of the new one starts the grace period', async () => {
  await using own = await createWorld()
  const owner = await own.funder()
  const broker = await owner.broker('bee.example')
  const { body } = await owner.query(ROTATE, { id: broker.apiKeyId, grace: 3_600 })
  const { secret, apiKey } = body.data.rotateApiKey
  expect(apiKey.secrets).toEqual([
    { state: 'PENDING', retiresAt: null },
    { state: 'CURRENT', retiresAt: null },
  ])
  const sendQuery = async (using: string) => own.graphql(using, VIEWER)
  // An unused secret stays pending without a time limit.
  await own.advance('8 days')
  const before = await sendQuery(broker.secret)
  expect(outcome(before)).toBe('200')
  expect(before.headers.get('key-rotation')).toBeNull()

  expect(outcome(await sendQuery(secret))).toBe('200')
  const old = await sendQuery(broker.secret)
  expect(outcome(old)).toBe('200')
  expect(old.headers.get('key-rotation')).toMatch(/^due=20\d\d-.*Z$/)
  await own.flushUsage()
  const seen = (await owner.query(SECRETS, { id: broker.apiKeyId })).body.data.apiKey
  expect(seen.prefix).toBe(secret.slice(0, 8))
  expect(seen.secrets).toEqual([
    expect.objectContaining({ state: 'CURRENT', use: expect.objectContaining({ count: 1 }) }),
    expect.objectContaining({ state: 'RETIRING', use: expect.objectContaining({ address: '127.0.0.1' }) }),
  ])
  await own.advance('59 minutes')
  expect(outcome(await sendQuery(broker.secret))).toBe('200')
  await own.advance('1 minute')
  expect(outcome(await sendQuery(broker.secret))).toBe('401 API_KEY_INVALID')
  expect(outcome(await sendQuery(secret))).toBe('200')
  // It can be rotated again, although nothing has recorded yet that the old secret is dead.
  expect(outcome(await owner.query(ROTATE, { id: broker.apiKeyId }))).toBe('200')
})

test('a grace period of 0 invalidates the old secret at once on all servers', async () => {
  const broker = await aBroker()
  const fresh = await rotates(broker.apiKeyId, 0)
  for (const server of [0, 1]) {
    expect(await sendQuery(broker.secret, server)).toBe('401 API_KEY_INVALID')
    expect(await sendQuery(fresh, server)).toBe('200')
  }
})

test('a grace period of 0 also ends a rotation started with a stolen key', async () => {
  const broker = await aBroker()
  const stolen = await broker.query(ROTATE, { id: broker.apiKeyId, grace: 86_400 })
  const theirs = stolen.body.data.rotateApiKey.secret
  for (const used of [false, true]) {
    if (used) expect(await sendQuery(theirs)).toBe('401 API_KEY_INVALID')
    const ours = await rotates(broker.apiKeyId, 0)
    expect(await sendQuery(ours)).toBe('200')
    for (const secret of [broker.secret, theirs]) expect(await sendQuery(secret)).toBe('401 API_KEY_INVALID')
  }
})

test('returns 409 ROTATION_PENDING during a rotation, before and after the first use', async () => {
  const broker = await aBroker()
  const fresh = await rotates(broker.apiKeyId)
  expect(outcome(await funder.query(ROTATE, { id: broker.apiKeyId }))).toBe('409 ROTATION_PENDING')
  await sendQuery(fresh)
  expect(outcome(await funder.query(ROTATE, { id: broker.apiKeyId }))).toBe('409 ROTATION_PENDING')
})

test('returns 409 KEY_NOT_ACTIVE for an inactive and 404 API_KEY_NOT_FOUND for a deleted key', async () => {
  const broker = await aBroker()
  const id = broker.apiKeyId
  await funder.latchkey.apiKeys.deactivate(id)
  expect(outcome(await funder.query(ROTATE, { id }))).toBe('409 KEY_NOT_ACTIVE')
  await funder.deletes(id)
  for (const unknown of [id, 'apk_00000000000000000000000000', 'nonsense'])
    expect(outcome(await funder.query(ROTATE, { id: unknown }))).toBe('404 API_KEY_NOT_FOUND')
})

test('returns 422 VALIDATION_FAILED for a negative grace period or one over a week', async () => {
  const { apiKeyId: id } = await aBroker()
  for (const grace of [-1, 604_801]) {
    const answer = await funder.query(ROTATE, { id, grace })
    expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
    expect(issues(answer)).toEqual(['graceSeconds INVALID_GRACE'])
  }
})

test('a BROKER key can rotate only itself; FORBIDDEN for a grace period under a day', async () => {
  const [broker, other] = [await aBroker(), await aBroker()]
  const rotate = (id: string, grace: number) => broker.query(ROTATE, { id, grace })
  expect(outcome(await rotate(broker.apiKeyId, 86_399))).toBe('403 FORBIDDEN')
  expect(outcome(await rotate(other.apiKeyId, 86_400))).toBe('404 API_KEY_NOT_FOUND')
  const answer = await rotate(broker.apiKeyId, 86_400)
  expect(outcome(answer)).toBe('200')
  expect(await sendQuery(answer.body.data.rotateApiKey.secret)).toBe('200')
})

test('only its own user, in a session, can rotate a USER key', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const key = await funder.key({ userId: dana.userId, role: 'DEVELOPER', scopes: ['SUBMISSIONS_READ'] })
  const owner = await funder.logsIn()
  expect(outcome(await owner.query(ROTATE, { id: key.apiKeyId }))).toBe('403 FORBIDDEN')
  expect(outcome(await funder.query(ROTATE, { id: funder.apiKeyId }))).toBe('403 WRONG_KEY_KIND')
  expect(outcome(await dana.query(ROTATE, { id: key.apiKeyId }))).toBe('200')
})

test('a retry returns a new secret until it was used', async () => {
  const { apiKeyId: id } = await aBroker()
  const headers = { 'idempotency-key': 'rotate-1' }
  const again = async () => funder.query(ROTATE, { id, grace: 60 }, { headers })
  const [first, second] = [await again(), await again()]
  const [lost, kept] = [first.body.data.rotateApiKey.secret, second.body.data.rotateApiKey.secret]
  expect(await sendQuery(lost)).toBe('401 API_KEY_INVALID')
  expect(await sendQuery(kept)).toBe('200')
  expect(outcome(await again())).toBe('409 SECRET_ALREADY_USED')
})
