// Idempotency keys: who shares them, when they are recorded and expire, and their format.

import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'
import { aKey, idIn, type Sender, send, submits, submitted } from './idempotent-requests.ts'
import { createStage } from './mutation-stage.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('scope of an idempotency key', () => {
  test('is shared by all sessions and USER keys of a user, but not with other users', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const key = aKey()
    const id = idIn(await submits(funder, relationshipId, key))
    const same = [await funder.logsIn({ userId: funder.ownerId }), await funder.key()]
    for (const by of same) expect(idIn(await submits(by, relationshipId, key))).toBe(id)
    const others = [await funder.logsIn(), await funder.user({ role: 'ADMIN' })]
    const ids = [id]
    for (const by of others) ids.push(idIn(await submits(by, relationshipId, key)))
    expect(new Set(ids).size).toBe(3)
  })

  test('is shared by all TIERED keys of a funder', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const key = aKey()
    const ids: string[] = []
    for (const tier of ['PUBLIC', 'INTERNAL', 'INTERNAL'] as const) {
      const by = await funder.tieredKey(tier, ['SUBMISSIONS'])
      ids.push(idIn(await submits(by, relationshipId, key)))
    }
    expect(new Set(ids).size).toBe(1)
    expect(idIn(await submits(funder, relationshipId, key))).not.toBe(ids[0])
  })

  test('is shared by both secrets of a broker key, but not with other brokers or the funder', async () => {
    const { funder, broker, relationshipId } = await createStage(await world.funder())
    const rotated = await send(funder, ['rotateApiKey', 'secret'], { id: broker.apiKeyId }, aKey())
    const { secret } = rotated.body.data.answer
    const fresh: Sender = {
      query: (query, variables, options) => world.graphql(secret, query, variables, options),
    }
    const key = aKey()
    const id = idIn(await submits(broker, relationshipId, key))
    for (const by of [fresh, broker]) expect(idIn(await submits(by, relationshipId, key))).toBe(id)
    expect(await submitted(world, relationshipId)).toBe(1)
    // The funder has its own idempotency keys, and so has each broker.
    expect(idIn(await submits(funder, relationshipId, key))).not.toBe(id)
    const { broker: next, relationshipId: nexts } = await createStage(funder)
    expect(outcome(await submits(next, nexts, key))).toBe('200')
  })

  test('is separate for each environment and funder', async () => {
    const one = await world.funder()
    const key = aKey()
    const ids: string[] = []
    for (const funder of [one, await one.inEnvironment('PRODUCTION'), await world.funder()]) {
      const { relationshipId } = await createStage(funder)
      ids.push(idIn(await submits(funder, relationshipId, key)))
    }
    expect(new Set(ids).size).toBe(3)
  })
})

describe('requests that are not recorded', () => {
  test('a rejected request: the same key succeeds once the cause is gone', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const key = aKey()
    const set = (status: string) =>
      world.sql(
        'UPDATE relationship SET status = $1::"RelationshipStatus" WHERE id = $2',
        status,
        relationshipId,
      )
    await set('PAUSED')
    expect(outcome(await submits(funder, relationshipId, key))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
    expect(outcome(await submits(funder, relationshipId, key, 'short'))).toBe('422 VALIDATION_FAILED')
    await set('ACTIVE')
    expect(outcome(await submits(funder, relationshipId, key))).toBe('200')
  })

  test('a query is executed every time', async () => {
    const { funder } = await createStage(await world.funder())
    const headers = { 'idempotency-key': aKey() }
    const count = async () => (await funder.query('{ apiKeys { totalCount } }', {}, { headers })).body.data
    expect(await count()).toEqual({ apiKeys: { totalCount: 3 } })
    await funder.key()
    expect(await count()).toEqual({ apiKeys: { totalCount: 4 } })
    const digest = 'SELECT FROM idempotent_request WHERE digest = sha256($1::bytea)'
    expect(await world.sql(digest, headers['idempotency-key'])).toEqual([])
  })

  test('the stored record reveals nothing of the input', async () => {
    const { funder, relationshipId } = await createStage(await world.funder())
    const telling = 'Tell-tale Bakery 078-05-1120'
    await submits(funder, relationshipId, 'tell-tale-key', telling)
    const rows = await world.sql('SELECT t::text AS row FROM idempotent_request t')
    const kept = rows.map(({ row }) => row).join('\n')
    for (const text of [telling, 'tell-tale-key']) {
      expect(kept).not.toContain(text)
      expect(kept).not.toContain(Buffer.from(text).toString('hex'))
    }
    // A plain hash of a short input could be guessed.
    const [{ guess }] = await world.sql(
      `SELECT count(*)::int AS guess FROM idempotent_request WHERE input = sha256($1::bytea)`,
      JSON.stringify({ input: { name: telling, relationshipId } }),
    )
    expect(guess).toBe(0)
  })
})

test('a key expires after 24 hours and can be used again; older records are deleted', async () => {
  await using own = await createWorld()
  const { funder, relationshipId } = await createStage(await own.funder())
  const id = idIn(await submits(funder, relationshipId, 'kept'))
  for (let old = 0; old < 7; old += 1) await submits(funder, relationshipId, `old-${old}`)
  await own.advance('23 hours 59 minutes')
  expect(idIn(await submits(funder, relationshipId, 'kept'))).toBe(id)
  await own.advance('1 minute')
  // The key can be used again, for another input and for another field.
  expect(outcome(await submits(funder, relationshipId, 'kept', 'Another name altogether'))).toBe('200')
  expect(outcome(await send(funder, ['createBrokerKey', 'secret'], { email: 'x' }, 'old-0'))).toBe(
    '422 VALIDATION_FAILED',
  )
  for (let fresh = 0; fresh < 4; fresh += 1) await submits(funder, relationshipId, `new-${fresh}`)
  expect(await own.sql('SELECT count(*)::int AS kept FROM idempotent_request')).toEqual([{ kept: 5 }])
  expect(outcome(await submits(funder, relationshipId, 'kept'))).toBe('422 IDEMPOTENCY_MISMATCH')
})
describe('the header Idempotency-Key', () => {
  const sendQuery = (funder: Funder, given: string | string[]) => askWith(funder.secret, given)

  test.each([
    ['one character', 'x'],
    ['256 characters', 'Az09_-'.repeat(43).slice(0, 256)],
  ])('accepts %s', async (_what, key) => {
    expect(await sendQuery(await world.funder(), key)).toBe(200)
  })

  test.each([
    ['an empty key', ''],
    ['257 characters', 'x'.repeat(257)],
    ['a space', 'a b'],
    ['a list', 'a,b'],
    ['a colon', 'a:b'],
    ['a non-ASCII character', 'caf\u00e9'],
    ['two headers', ['a', 'b']],
    ['the same header twice', ['a', 'a']],
  ])('returns BAD_REQUEST for %s', async (_what, given) => {
    const funder = await world.funder()
    expect(await sendQuery(funder, given)).toBe(400)
    expect(await world.sql('SELECT FROM api_key WHERE funder_id = $1', funder.id)).toHaveLength(1)
  })
})

/** Uses node:http, because fetch joins two headers of the same name. */
function askWith(secret: string, given: string | string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-api-key': secret, 'idempotency-key': given }
    const sent = request(`${world.url}/graphql`, { method: 'POST', agent: false, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ query: '{ viewer { environment } }' }))
  })
}
