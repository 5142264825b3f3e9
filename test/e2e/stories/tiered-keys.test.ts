// Tiered keys over plain HTTP: created with a JWT; scopes, allow-list, rotation, usage, limits.
// Quotations are the requirements; their contracts are submissions here, their vaults are documents. Not
// covered yet: usage over time, documents, webhooks, and the dashboard's pages.

import { LIMITS } from '@latchkey/schema/auth/tier-limits.ts'
import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { createWorld } from '../../support/world.ts'

const VIEWER = '{ viewer { scopes } }'

test('a developer creates and manages keys of the three tiers', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const adam = await funder.logsIn({ role: 'ADMIN' })
  const create = (input: object) =>
    adam.query(
      'mutation ($input: CreateTieredKeyInput!) { createTieredKey(input: $input) { secret apiKey { id } } }',
      {
        input,
      },
    )

  // "curl -X POST .../api-keys -H 'Authorization: Bearer YOUR_JWT_TOKEN': name, tier, scopes."
  const { body } = await create({
    name: 'Production Key',
    tier: 'PARTNER',
    scopes: ['SUBMISSIONS', 'WEBHOOKS'],
  })
  const { secret, apiKey } = body.data.createTieredKey
  expect(secret).toMatch(/^lk_pt_/)
  // "Key management with a JWT only": a key can't create keys.
  const byKey = await world.graphql(
    secret,
    'mutation { createTieredKey(input: { name: "Key", tier: PUBLIC, scopes: [SUBMISSIONS] }) { secret } }',
  )
  expect(outcome(byKey)).toBe('403 WRONG_KEY_KIND')

  // "Public: basic contract generation. Partner: + embedding, webhooks. Internal: + admin features."
  expect(outcome(await create({ name: 'Key', tier: 'PUBLIC', scopes: ['WEBHOOKS'] }))).toBe(
    '422 VALIDATION_FAILED',
  )
  expect(outcome(await create({ name: 'Key', tier: 'PARTNER', scopes: ['ADMIN'] }))).toBe(
    '422 VALIDATION_FAILED',
  )
  expect(outcome(await create({ name: 'Key', tier: 'INTERNAL', scopes: ['ADMIN'] }))).toBe('200')

  // "The full API key is only shown once when created."
  const listed = await adam.query(
    '{ apiKeys(filter: { kind: TIERED }) { nodes { name prefix tier scopes } } }',
  )
  expect(JSON.stringify(listed.body)).not.toContain(secret)
  expect(listed.body.data.apiKeys.nodes).toContainEqual({
    name: 'Production Key',
    prefix: secret.slice(0, 10),
    tier: 'PARTNER',
    scopes: ['SUBMISSIONS', 'WEBHOOKS'],
  })

  // "Scopes limit what an API key can do": the key creates a submission but can't administer anything.
  await world.directory.know('bee.example')
  const broker = await funder.broker('bee.example')
  const { id: relationshipId } = (await broker.latchkey.viewer()).relationship!
  const submit = (key: string) =>
    world.graphql(
      key,
      'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { status } }',
      { input: { name: 'Corner Bakery, new oven', relationshipId } },
    )
  expect(outcome(await submit(secret))).toBe('200')
  const lacking = await world.graphql(secret, '{ apiKeys { totalCount } }')
  expect(outcome(lacking)).toBe('403 INSUFFICIENT_SCOPE')
  expect(lacking.headers.get('www-authenticate')).toContain('scope="admin"')

  // "Limit scopes to only what's needed", "use IP whitelisting for production keys": PUT .../api-keys/KEY_ID.
  const update = (changes: object) =>
    adam.query('mutation ($input: UpdateApiKeyInput!) { updateApiKey(input: $input) { allowList } }', {
      input: { id: apiKey.id, ...changes },
    })
  await update({ allowList: ['203.0.113.10', '203.0.113.11'] })
  expect(outcome(await world.graphql(secret, VIEWER))).toBe('403 IP_NOT_ALLOWED')
  await update({ allowList: ['127.0.0.1'], scopes: ['SUBMISSIONS_READ'] })
  expect(outcome(await submit(secret))).toBe('403 INSUFFICIENT_SCOPE')
  await update({ scopes: ['SUBMISSIONS'] })

  // "Rotate keys regularly": the same key gets a new secret; update the application, verify it, revoke the
  // old secret.
  const rotated = await adam.query('mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { secret } }', {
    id: apiKey.id,
  })
  const fresh = rotated.body.data.rotateApiKey.secret
  expect(outcome(await submit(secret))).toBe('200')
  expect(outcome(await submit(fresh))).toBe('200')
  await adam.query('mutation ($id: ID!) { finishRotation(input: { id: $id }) { id } }', { id: apiKey.id })
  expect(outcome(await submit(secret))).toBe('401 API_KEY_INVALID')
  expect(outcome(await submit(fresh))).toBe('200')

  // "Monitor usage for anomalies": which addresses use the key, and which still use the old secret.
  await world.flushUsage()
  const seen = await adam.query(
    'query ($id: ID!) { apiKey(id: $id) { secrets { state use { count } } rejectedUses { count address } } }',
    { id: apiKey.id },
  )
  expect(seen.body.data.apiKey).toEqual({
    secrets: [{ state: 'CURRENT', use: { count: 2 } }],
    rejectedUses: [{ count: 1, address: '127.0.0.1' }],
  })
})

test('a PRODUCTION key behind a load balancer is accepted only from its allow list', async () => {
  await using world = await createWorld({ trustedProxies: 1 })
  const funder = await world.funder()
  const adam = await funder.logsIn({ role: 'ADMIN' })

  // "Use IP whitelisting for production keys": two addresses, as in its example.
  const made = await adam.query(
    'mutation ($input: CreateTieredKeyInput!) { createTieredKey(input: $input) { secret apiKey { id allowList } } }',
    {
      input: {
        name: 'Production Key',
        tier: 'PARTNER',
        scopes: ['SUBMISSIONS'],
        allowList: ['203.0.113.10', '203.0.113.11'],
      },
    },
  )
  const { secret, apiKey } = made.body.data.createTieredKey
  expect(apiKey.allowList).toEqual(['203.0.113.10', '203.0.113.11'])
  // The load balancer appends its client's address to the header that the client sent.
  const from = async (address: string, claimed = '') => {
    const headers = { 'x-forwarded-for': claimed === '' ? address : `${claimed}, ${address}` }
    return outcome(await world.graphql(secret, VIEWER, {}, { headers }))
  }
  expect(await from('203.0.113.10')).toBe('200')
  expect(await from('203.0.113.11', '10.0.0.1')).toBe('200')
  expect(await from('203.0.113.12')).toBe('403 IP_NOT_ALLOWED')
  expect(await from('198.51.100.9', '203.0.113.10')).toBe('403 IP_NOT_ALLOWED')
  expect(await from('198.51.100.9', '203.0.113.10, 203.0.113.11')).toBe('403 IP_NOT_ALLOWED')

  // "Monitor usage for anomalies": the usage shows the client's address, not the load balancer's.
  await world.flushUsage()
  const seen = await adam.query(
    'query ($id: ID!) { apiKey(id: $id) { secrets { use { count address } } } }',
    {
      id: apiKey.id,
    },
  )
  expect(seen.body.data.apiKey.secrets).toEqual([{ use: { count: 2, address: '203.0.113.11' } }])
})

// "Rate limit: Public 100 req/15min, Partner 1,000, Internal 10,000."
test.each([
  ['PUBLIC', 100],
  ['PARTNER', 1_000],
  ['INTERNAL', 10_000],
] as const)('a key of tier %s can make %i requests in 15 minutes', async (tier, limit) => {
  const tiers = {
    ...LIMITS.tiers,
    [tier]: { ...LIMITS.tiers[tier], perSecond: UNLIMITED.tiers[tier].perSecond },
  }
  await using world = await createWorld({ limits: { ...LIMITS, tiers } })
  const key = await (await world.funder()).tieredKey(tier, ['SUBMISSIONS'])
  // Ten root fields in each document: the rate limit counts root fields.
  const ten = `{ ${Array.from({ length: 10 }, (_, index) => `f${index}: viewer { scopes }`).join(' ')} }`
  const turns = Array.from({ length: limit / 10 }).values()
  const statuses = new Set<number>()
  const sendQuery = async () => {
    for (const _ of turns) statuses.add((await key.query(ten)).status)
  }
  await Promise.all(Array.from({ length: 8 }, sendQuery))
  expect(statuses).toEqual(new Set([200]))
  const refused = await key.query(VIEWER)
  expect(outcome(refused)).toBe('429 RATE_LIMITED')
  expect(refused.extensions.rateLimit.window).toMatchObject({ limit, remaining: 0, windowSeconds: 900 })
})
