// createBrokerKey, response by response.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let next = 0

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

/** The domain of a broker that no other test in this file uses. */
async function aBroker(): Promise<string> {
  next += 1
  await world.directory.know(`broker-${next}.example`)
  return `broker-${next}.example`
}

const CREATE = `mutation ($input: CreateBrokerKeyInput!) { createBrokerKey(input: $input) {
  secret
  apiKey { kind state environment name prefix tier scopes allowList expiresAt deletedAt relationship { status broker { name domains } } createdBy { id } }
} }`

const creates = (input: object, by = funder) => by.query(CREATE, { input })

describe('success', () => {
  test('returns the record and a secret that works at once', async () => {
    const domain = await aBroker()
    const answer = await creates({ email: `Sam@${domain.toUpperCase()}.` })
    const { secret, apiKey } = answer.body.data.createBrokerKey
    expect(secret).toMatch(/^bft_[0-9a-f]{48}$/)
    expect(apiKey).toEqual({
      kind: 'BROKER',
      state: 'ACTIVE',
      environment: 'DEVELOPMENT',
      name: `Broker of ${domain}`,
      prefix: secret.slice(0, 8),
      tier: 'PARTNER',
      scopes: ['SUBMISSIONS', 'DOCUMENTS'],
      allowList: [],
      expiresAt: null,
      deletedAt: null,
      relationship: { status: 'ACTIVE', broker: { name: `Broker of ${domain}`, domains: [domain] } },
      createdBy: { id: funder.ownerId },
    })
    expect(outcome(await world.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  })

  test('uses the given name, scopes, tier, allow-list and expiry', async () => {
    const input = {
      email: `sam@${await aBroker()}`,
      name: '  Deals desk ',
      tier: 'PUBLIC',
      scopes: ['SUBMISSIONS_READ', 'SUBMISSIONS_READ'],
      allowList: ['::ffff:10.0.0.0/104', '127.0.0.1', '127.0.0.1'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }
    expect((await creates(input)).body.data.createBrokerKey.apiKey).toMatchObject({
      name: 'Deals desk',
      tier: 'PUBLIC',
      scopes: ['SUBMISSIONS_READ'],
      allowList: ['10.0.0.0/8', '127.0.0.1'],
      expiresAt: input.expiresAt,
    })
  })

  test('stores the secret neither in the database nor in the log', async () => {
    const { secret } = (await creates({ email: `sam@${await aBroker()}` })).body.data.createBrokerKey
    const random = secret.slice(4, 44)
    const tables = await world.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    for (const { tablename } of tables) {
      expect(
        await world.sql(`SELECT 1 FROM "${tablename}" t WHERE t::text LIKE '%${random}%'`),
        tablename,
      ).toEqual([])
    }
    expect(world.log.filter((line) => line.includes(random))).toEqual([])
  })

  test('creates another key after the first was deleted', async () => {
    const domain = await aBroker()
    const broker = await funder.broker(domain)
    await funder.deletes(broker.apiKeyId)
    expect(outcome(await creates({ email: `sam@${domain}` }))).toBe('200')
  })

  test('reactivates an ended relationship', async () => {
    const domain = await aBroker()
    const broker = await funder.broker(domain)
    await funder.deletes(broker.apiKeyId)
    await world.sql(
      "UPDATE relationship SET status = 'ENDED' WHERE id = (SELECT relationship_id FROM api_key WHERE id = $1)",
      broker.apiKeyId,
    )
    expect(
      (await creates({ email: `sam@${domain}` })).body.data.createBrokerKey.apiKey.relationship.status,
    ).toBe('ACTIVE')
  })

  test('each environment and each funder has its own relationship with a broker', async () => {
    const domain = await aBroker()
    const production = await funder.inEnvironment('PRODUCTION')
    const other = await world.funder({ name: 'Other' })
    for (const by of [funder, production, other])
      expect(outcome(await creates({ email: `sam@${domain}` }, by))).toBe('200')
  })
})

describe('VALIDATION_FAILED', () => {
  test.each([
    [{ email: 'sam' }, ['email INVALID_EMAIL']],
    [{ email: '' }, ['email INVALID_EMAIL']],
    [{ email: 'sam@localhost' }, ['email INVALID_EMAIL']],
    [{ email: 'sam@[127.0.0.1]' }, ['email INVALID_EMAIL']],
    [{ name: '' }, ['name TOO_SHORT']],
    [{ name: '   ' }, ['name TOO_SHORT']],
    [{ name: 'x'.repeat(129) }, ['name TOO_LONG']],
    [{ name: 'a\u0000b' }, ['name CONTROL_CHARACTERS']],
    [{ scopes: [] }, ['scopes NO_SCOPES']],
    [{ scopes: ['SUBMISSIONS', 'ADMIN'] }, ['scopes.1 SCOPE_NOT_IN_TIER']],
    [{ tier: 'PUBLIC', scopes: ['DOCUMENTS'] }, ['scopes.0 SCOPE_NOT_IN_TIER']],
    [{ allowList: ['10.0.0.1/8'] }, ['allowList.0 INVALID_ADDRESS']],
    [
      { allowList: ['0.0.0.0/0', 'nonsense'] },
      ['allowList.0 INVALID_ADDRESS', 'allowList.1 INVALID_ADDRESS'],
    ],
    [{ allowList: Array.from({ length: 101 }, (_, i) => `10.0.0.${i}`) }, ['allowList TOO_MANY_ADDRESSES']],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, ['expiresAt IN_THE_PAST']],
    [{ expiresAt: '2099-01-01T00:00:00Z' }, ['expiresAt TOO_FAR']],
    [
      { email: 'sam', name: '', allowList: ['x'] },
      ['email INVALID_EMAIL', 'name TOO_SHORT', 'allowList.0 INVALID_ADDRESS'],
    ],
  ])('is returned for %j', async (input, expected) => {
    const answer = await creates({ email: 'sam@bee.example', ...input })
    expect([outcome(answer), ...issues(answer)]).toEqual(['422 VALIDATION_FAILED', ...expected])
  })

  test('writes nothing', async () => {
    const domain = await aBroker()
    await creates({ email: `sam@${domain}`, name: '' })
    expect(
      await world.sql(
        'SELECT 1 FROM relationship r JOIN broker_domain d USING (broker_id) WHERE d.domain = $1',
        domain,
      ),
    ).toEqual([])
  })
})

test('returns TIER_NOT_ALLOWED for an INTERNAL broker key', async () => {
  expect(outcome(await creates({ email: `sam@${await aBroker()}`, tier: 'INTERNAL' }))).toBe(
    '403 TIER_NOT_ALLOWED',
  )
})

describe('BROKER_NOT_FOUND', () => {
  test.each(['sam@nobody.example', 'sam@gmail.com', 'sam@co.uk'])('is returned for %s', async (email) => {
    expect(outcome(await creates({ email }))).toBe('404 BROKER_NOT_FOUND')
  })

  test('does not match a subdomain or parent of a known domain', async () => {
    const domain = await aBroker()
    await world.directory.know('deep.parent.example')
    for (const email of [`sam@mail.${domain}`, 'sam@parent.example'])
      expect(outcome(await creates({ email }))).toBe('404 BROKER_NOT_FOUND')
  })
})

describe('BROKER_KEY_EXISTS', () => {
  test('is returned for any address and domain of the broker and names the key', async () => {
    await world.directory.add('Two Doors', 'two.example', 'doors.example')
    const { body } = await creates({ email: 'sam@two.example' })
    expect(body.data.createBrokerKey.apiKey.relationship.broker.domains).toEqual([
      'doors.example',
      'two.example',
    ])
    for (const email of ['sam@two.example', 'ida@two.example', 'sam@doors.example']) {
      const answer = await creates({ email })
      expect(outcome(answer)).toBe('409 BROKER_KEY_EXISTS')
      expect(answer.body.errors[0].message).toMatch(/apk_[0-9a-z]{26}/)
    }
  })

  test('is returned while the existing key is expired or inactive', async () => {
    for (const change of ["expires_at = now() - interval '1 day'", "state = 'INACTIVE'"]) {
      const domain = await aBroker()
      const broker = await funder.broker(domain)
      await world.sql(`UPDATE api_key SET ${change} WHERE id = $1`, broker.apiKeyId)
      expect(outcome(await creates({ email: `sam@${domain}` }))).toBe('409 BROKER_KEY_EXISTS')
    }
  })
})

test('returns RELATIONSHIP_NOT_ACTIVE for a paused relationship', async () => {
  const domain = await aBroker()
  const broker = await funder.broker(domain)
  await funder.deletes(broker.apiKeyId)
  await world.sql(
    "UPDATE relationship SET status = 'PAUSED' WHERE id = (SELECT relationship_id FROM api_key WHERE id = $1)",
    broker.apiKeyId,
  )
  expect(outcome(await creates({ email: `sam@${domain}` }))).toBe('409 RELATIONSHIP_NOT_ACTIVE')
})

test('a retry returns a new secret until one was used, then SECRET_ALREADY_USED', async () => {
  await using own = await createWorld()
  const funder = await own.funder()
  await own.directory.know('lost.example')
  const headers = { 'idempotency-key': 'broker-key-1' }
  const document =
    'mutation { createBrokerKey(input: { email: "sam@lost.example" }) { secret apiKey { id } } }'
  const again = () => funder.query(document, {}, { headers })
  const [first, second] = [await again(), await again()]
  const [lost, kept] = [first.body.data.createBrokerKey, second.body.data.createBrokerKey]
  expect(kept.apiKey.id).toBe(lost.apiKey.id)
  const sendQuery = (secret: string) => own.graphql(secret, '{ viewer { environment } }').then(outcome)
  expect(await sendQuery(lost.secret)).toBe('401 API_KEY_INVALID')
  expect(await sendQuery(kept.secret)).toBe('200')
  expect(outcome(await again())).toBe('409 SECRET_ALREADY_USED')
  await funder.deletes(kept.apiKey.id)
  expect(outcome(await again())).toBe('404 API_KEY_NOT_FOUND')
})
