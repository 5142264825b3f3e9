// updateApiKey: omitted fields stay; narrowing is exact; widening requires a session.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder, KeyHolder } from '../../support/actors.ts'
import { Session, untilWaiting } from '../../support/concurrency/database-gates.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'

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

test('changes only the given fields and clears fields set to null', async () => {
  const { apiKeyId: id } = await aBroker()
  const change = async (changes: object) =>
    (await owner.query(UPDATE, { input: { id, ...changes } })).body.data.updateApiKey
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

test('a narrowed key is restricted at once; a session can widen it again', async () => {
  const broker = await aBroker()
  const change = (changes: object) => owner.query(UPDATE, { input: { id: broker.apiKeyId, ...changes } })
  await change({ scopes: ['SUBMISSIONS_READ'] })
  expect(outcome(await broker.query(CREATE))).toBe('403 INSUFFICIENT_SCOPE')
  await change({ scopes: ['SUBMISSIONS'], allowList: ['192.0.2.1'] })
  expect(outcome(await broker.query(CREATE))).toBe('403 IP_NOT_ALLOWED')
  await change({ allowList: [] })
  expect(outcome(await broker.query(CREATE))).toBe('200')
})

test('returns FORBIDDEN when a key would widen a key, even itself', async () => {
  const { apiKeyId: id } = await aBroker({
    scopes: ['SUBMISSIONS'],
    allowList: ['10.0.0.0/8'],
    expiresAt: LATER,
  })
  const change = async (changes: object) => outcome(await funder.query(UPDATE, { input: { id, ...changes } }))
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
  expect(outcome(await self.query(UPDATE, { input }))).toBe('403 FORBIDDEN')
})

test('returns FORBIDDEN when anyone but its own user changes a USER key', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const key = await funder.key({ userId: dana.userId, scopes: ['SUBMISSIONS_READ'] })
  const input = { id: key.apiKeyId, name: 'Mine' }
  expect(outcome(await owner.query(UPDATE, { input }))).toBe('403 FORBIDDEN')
  expect(outcome(await funder.query(UPDATE, { input }))).toBe('403 FORBIDDEN')
  expect(outcome(await dana.query(UPDATE, { input }))).toBe('200')
})

test('returns INSUFFICIENT_SCOPE for a scope that the caller’s role lacks', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const { apiKeyId: id } = await funder.tieredKey('INTERNAL', ['SUBMISSIONS_READ'])
  expect(outcome(await dana.query(UPDATE, { input: { id, scopes: ['SUBMISSIONS'] } }))).toBe(
    '403 INSUFFICIENT_SCOPE',
  )
  expect(outcome(await dana.query(UPDATE, { input: { id, scopes: ['WEBHOOKS'] } }))).toBe('200')
})

test('returns 422 VALIDATION_FAILED for scopes beyond kind and tier, and for a null name', async () => {
  const { apiKeyId: id } = await aBroker({ tier: 'PUBLIC' })
  const answer = await owner.query(UPDATE, { input: { id, name: null, scopes: ['DOCUMENTS', 'ADMIN'] } })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual([
    'name TOO_SHORT',
    'scopes.0 SCOPE_NOT_IN_TIER',
    'scopes.1 SCOPE_NOT_IN_TIER',
  ])
})

test('returns API_KEY_NOT_FOUND for unknown or deleted keys, FORBIDDEN for another funder’s', async () => {
  const broker = await aBroker()
  await funder.deletes(broker.apiKeyId)
  for (const id of [broker.apiKeyId, 'apk_00000000000000000000000000'])
    expect(outcome(await owner.query(UPDATE, { input: { id } }))).toBe('404 API_KEY_NOT_FOUND')
  const other = await world.funder()
  expect(outcome(await owner.query(UPDATE, { input: { id: other.apiKeyId } }))).toBe('403 FORBIDDEN')
})

describe('a key that would lock itself out', () => {
  const WHO = '{ viewer { environment } }'
  const change = (by: Pick<KeyHolder, 'query'>, id: string, changes: object, headers = {}) =>
    by.query(UPDATE, { input: { id, ...changes } }, { headers })
  /** A used key, because the first use of a key waits for its own locks. */
  const used = async () => {
    const key = await funder.key()
    expect(outcome(await key.query(WHO))).toBe('200')
    return key
  }
  const listOf = async (id: string, at = world) =>
    (await at.sql('SELECT allow_list FROM api_key WHERE id = $1', id))[0].allow_list

  test.each([
    ['USER', () => funder.key()],
    ['TIERED', () => funder.tieredKey('INTERNAL', ['ADMIN'])],
  ])('returns LOCKS_OUT_CALLER to a %s key unless `allowLockOut` is true', async (_kind, made) => {
    const key = await made()
    const elsewhere = { allowList: ['192.0.2.0/24', '2001:db8::/32'] }
    for (const allowLockOut of [undefined, null, false]) {
      const refused = await change(key, key.apiKeyId, { ...elsewhere, allowLockOut })
      expect(outcome(refused)).toBe('422 VALIDATION_FAILED')
      expect(refused.body.errors[0].extensions.issues).toEqual([
        {
          path: 'allowList',
          code: 'LOCKS_OUT_CALLER',
          message:
            'This list would lock out the key that you use: this request came from 127.0.0.1. Add that address, or send allowLockOut: true if you intend this.',
        },
      ])
    }
    expect(await listOf(key.apiKeyId)).toEqual([])
    expect(outcome(await key.query(WHO))).toBe('200')
    const meant = await change(key, key.apiKeyId, { ...elsewhere, allowLockOut: true })
    expect(meant.body.data.updateApiKey.allowList).toEqual(elsewhere.allowList)
    expect(outcome(await key.query(WHO))).toBe('403 IP_NOT_ALLOWED')
  })

  test('can narrow its allow-list around its own address and change other fields', async () => {
    const key = await funder.key()
    for (const changes of [
      { allowList: [] },
      { allowList: ['127.0.0.0/8', '192.0.2.1'] },
      { allowList: ['::ffff:127.0.0.1'] },
      { name: 'Still here' },
    ])
      expect(outcome(await change(key, key.apiKeyId, changes)), JSON.stringify(changes)).toBe('200')
  })

  test('is reported with other issues, but not for an invalid allow-list', async () => {
    const key = await funder.key()
    const told = async (changes: object) => issues(await change(key, key.apiKeyId, changes))
    expect(await told({ name: '', allowList: ['192.0.2.1'] })).toEqual([
      'name TOO_SHORT',
      'allowList LOCKS_OUT_CALLER',
    ])
    expect(await told({ allowList: ['192.0.2.1', '127.0.0.1/8'] })).toEqual(['allowList.1 INVALID_ADDRESS'])
  })

  test('is checked only for the calling key, not for other keys or sessions', async () => {
    const allowList = ['192.0.2.1']
    const other = await funder.key()
    expect(outcome(await change(funder, other.apiKeyId, { allowList }))).toBe('200')
    const [own, tiered] = [await funder.key(), await funder.tieredKey('PARTNER', ['SUBMISSIONS'])]
    const olivia = await funder.logsIn({ userId: funder.ownerId })
    for (const { apiKeyId } of [own, tiered])
      expect(outcome(await change(olivia, apiKeyId, { allowList }))).toBe('200')
    expect(outcome(await olivia.query(WHO))).toBe('200')
  })

  test('is checked against the client address, also behind proxies', async () => {
    await using behind = await createWorld({ trustedProxies: 1 })
    const key = await (await behind.funder()).key()
    const from = (forwardedFor: string, allowList: string[]) =>
      change(key, key.apiKeyId, { allowList }, { 'x-forwarded-for': forwardedFor })
    const message = async (forwardedFor: string, allowList: string[]) =>
      (await from(forwardedFor, allowList)).body.errors[0].extensions.issues[0].message
    expect(await message('203.0.113.7, 198.51.100.1:4711', ['203.0.113.7', '127.0.0.1'])).toContain(
      'this request came from 198.51.100.1.',
    )
    expect(await message('unknown', ['127.0.0.1'])).toContain('this request came from an unknown address.')
    expect(await listOf(key.apiKeyId, behind)).toEqual([])
    expect(outcome(await from('203.0.113.7, 198.51.100.1:4711', ['198.51.100.0/24']))).toBe('200')
  })

  test('is rejected if another caller excludes its address before the commit', async () => {
    const key = await used()
    await using psql = await Session.open(world)
    await psql.sql('BEGIN')
    await psql.sql(`UPDATE api_key SET allow_list = '{192.0.2.0/24}' WHERE id = $1`, key.apiKeyId)
    // Neither list contains the other: the check before the lock is repeated under the lock.
    const answer = change(key, key.apiKeyId, { allowList: ['127.0.0.1'] })
    await psql.untilAwaitedBy(1)
    await psql.sql('COMMIT')
    expect(outcome(await answer)).toBe('403 IP_NOT_ALLOWED')
    expect(await listOf(key.apiKeyId)).toEqual(['192.0.2.0/24'])
  })

  test('can still be locked out by a later request of a session', async () => {
    const key = await used()
    const olivia = await funder.logsIn({ userId: funder.ownerId })
    await using psql = await Session.open(world)
    await psql.sql('BEGIN')
    await psql.sql('SELECT FROM api_key WHERE id = $1 FOR NO KEY UPDATE', key.apiKeyId)
    const first = change(key, key.apiKeyId, { allowList: ['127.0.0.1'] })
    await psql.untilAwaitedBy(1)
    const second = change(olivia, key.apiKeyId, { allowList: ['192.0.2.1'] })
    await untilWaiting(world, 2)
    await psql.sql('COMMIT')
    expect([outcome(await first), outcome(await second)]).toEqual(['200', '200'])
    expect(await listOf(key.apiKeyId)).toEqual(['192.0.2.1'])
    expect(outcome(await key.query(WHO))).toBe('403 IP_NOT_ALLOWED')
  })
})
