// Authentication: the response to each credential, before the server reads the document.

import { mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder, KeyHolder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let next = 0

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const VIEWER = '{ viewer { environment } }'
const NONSENSE = '{ this is not even GraphQL'

function aBroker(choice = {}): Promise<BrokerActor> {
  next += 1
  return funder.broker(`broker-${next}.example`, choice)
}

describe('unauthenticated requests', () => {
  test('return the same 401 for every document without a credential', async () => {
    const answers = await Promise.all(
      [VIEWER, NONSENSE, '{ __schema { types { name } } }', '{ nope }', ''].map((query) =>
        world.graphql(null, query),
      ),
    )
    for (const answer of answers) {
      expect(outcome(answer)).toBe('401 UNAUTHENTICATED')
      expect(answer.headers.get('www-authenticate')).toBe(
        'ApiKey realm="latchkey", header="x-api-key", error="UNAUTHENTICATED"',
      )
      expect(answer.body).toEqual({
        errors: [
          {
            message: 'Send an API key in the `x-api-key` header, or sign in.',
            extensions: expect.anything(),
          },
        ],
      })
    }
  })

  test.each([
    ['mistyped', (secret: string) => secret.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['cut short', (secret: string) => secret.slice(0, -1)],
    ['one digit longer', (secret: string) => `${secret}0`],
    ['upper-case', (secret: string) => secret.toUpperCase()],
    ['of another kind', (secret: string) => secret.replace('key_', 'bft_')],
    ['made up', () => 'heir_sk_0123456789'],
    ['two keys in one header', (secret: string) => `${secret}, ${secret}`],
  ])('return API_KEY_INVALID_FORMAT without repeating the key: %s', async (_what, wrong) => {
    const sent = wrong(funder.secret)
    const answer = await world.graphql(sent, NONSENSE)
    expect(outcome(answer)).toBe('401 API_KEY_INVALID_FORMAT')
    expect(JSON.stringify(answer.body)).not.toContain(sent)
  })

  test('return TOKEN_INVALID, BAD_REQUEST for two credentials, a warning for a key in the URL', async () => {
    const bearer = { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }
    expect(outcome(await world.graphql(null, VIEWER, {}, { headers: bearer }))).toBe('401 TOKEN_INVALID')
    expect(outcome(await world.graphql(funder.secret, VIEWER, {}, { headers: bearer }))).toBe(
      '400 BAD_REQUEST',
    )
    const response = await fetch(`${world.url}/graphql?query=${VIEWER}&api_key=${funder.secret}`)
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('URLs are logged')
    expect(world.log.join('')).not.toContain(funder.secret)
  })
})

describe('API_KEY_INVALID has one message for every reason', () => {
  const UNIFORM = 'This API key is not valid. Ask the person who gave it to you for a valid key.'
  const refused = async (who: { query: KeyHolder['query'] }) => {
    const answer = await who.query(NONSENSE)
    expect([outcome(answer), answer.body.errors[0].message]).toEqual(['401 API_KEY_INVALID', UNIFORM])
  }

  test('an unknown secret', () =>
    refused({ query: (query) => world.graphql(mintSecret('BROKER', 'PARTNER'), query) }))

  test.each([
    ['an inactive key', "UPDATE api_key SET state = 'INACTIVE' WHERE id = $1"],
    ['a deleted key', "UPDATE api_key SET state = 'DELETED', deleted_at = now() WHERE id = $1"],
    ['an expired key', "UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1"],
    ['a dead secret', "UPDATE secret SET state = 'DEAD' WHERE api_key_id = $1"],
    [
      'a retired secret',
      "UPDATE secret SET state = 'RETIRING', retires_at = now() - interval '1 second' WHERE api_key_id = $1",
    ],
    ['a key without a secret', 'DELETE FROM secret WHERE api_key_id = $1'],
    [
      'a key of an ended relationship',
      "UPDATE relationship SET status = 'ENDED' WHERE id = (SELECT relationship_id FROM api_key WHERE id = $1)",
    ],
  ])('%s', async (_what, sql) => {
    const broker = await aBroker()
    expect(outcome(await broker.query(VIEWER))).toBe('200')
    await world.sql(sql, broker.apiKeyId)
    await refused(broker)
  })

  test('keys of a disabled user, an invited user and a suspended funder', async () => {
    const other = await world.funder()
    for (const status of ['DISABLED', 'INVITED']) {
      const adam = await other.user()
      expect(outcome(await adam.query(VIEWER))).toBe('200')
      await world.sql(
        `UPDATE "user" SET status = $2::"UserStatus" WHERE id = (SELECT user_id FROM api_key WHERE id = $1)`,
        adam.apiKeyId,
        status,
      )
      await refused(adam)
    }
    expect(outcome(await other.query(VIEWER))).toBe('200')
    await world.sql("UPDATE funder SET status = 'SUSPENDED' WHERE id = $1", other.id)
    await refused(other)
  })

  test('PRODUCTION keys while PRODUCTION is closed; DEVELOPMENT keys keep working', async () => {
    const other = await world.funder()
    const production = await other.inEnvironment('PRODUCTION')
    expect(outcome(await production.query(VIEWER))).toBe('200')
    await world.sql('UPDATE funder SET production_opened_at = NULL WHERE id = $1', other.id)
    await refused(production)
    expect(outcome(await other.query(VIEWER))).toBe('200')
  })

  test('accepts a RETIRING secret until it retires', async () => {
    const broker = await aBroker()
    await world.sql(
      "UPDATE secret SET state = 'RETIRING', retires_at = app_now() + interval '1 hour' WHERE api_key_id = $1",
      broker.apiKeyId,
    )
    expect(outcome(await broker.query(VIEWER))).toBe('200')
  })
})

test('expiry follows the database clock exactly', async () => {
  await using own = await createWorld()
  const broker = await (await own.funder()).broker('bee.example', {
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  })
  expect(outcome(await broker.query(VIEWER))).toBe('200')
  await own.advance('1 hour')
  expect(outcome(await broker.query(VIEWER))).toBe('401 API_KEY_INVALID')
})

test('a running server tolerates a migration that adds a column to the view `credential`', async () => {
  await using own = await createWorld()
  const somebody = await own.funder()
  expect(outcome(await somebody.query(VIEWER))).toBe('200')
  const [{ definition }] = await own.sql(`SELECT pg_get_viewdef('credential') AS definition`)
  await own.sql(`CREATE OR REPLACE VIEW credential AS ${definition.replaceAll('FROM', ', 1 AS later FROM')}`)
  expect(outcome(await somebody.query(VIEWER))).toBe('200')
})

test('returns 403 RELATIONSHIP_PAUSED while the relationship is paused', async () => {
  const broker = await aBroker()
  const set = (status: string) =>
    world.sql(
      'UPDATE relationship SET status = $1::"RelationshipStatus" WHERE id = (SELECT relationship_id FROM api_key WHERE id = $2)',
      status,
      broker.apiKeyId,
    )
  await set('PAUSED')
  expect(outcome(await broker.query(NONSENSE))).toBe('403 RELATIONSHIP_PAUSED')
  await set('ACTIVE')
  expect(outcome(await broker.query(VIEWER))).toBe('200')
})

test('returns IP_NOT_ALLOWED for an address outside the allow-list without repeating the list', async () => {
  const here = await aBroker({ allowList: ['127.0.0.0/8'] })
  expect(outcome(await here.query(VIEWER))).toBe('200')
  const elsewhere = await aBroker({ allowList: ['203.0.113.0/24'] })
  const answer = await elsewhere.query(
    NONSENSE,
    {},
    { headers: { 'x-forwarded-for': '203.0.113.7', forwarded: 'for=203.0.113.7' } },
  )
  expect(outcome(answer)).toBe('403 IP_NOT_ALLOWED')
  expect(JSON.stringify(answer.body)).not.toContain('203.0.113')
})
