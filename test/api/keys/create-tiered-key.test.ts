// createTieredKey: a key of the funder, limited by its tier and by its creator's role.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

const CREATE = `mutation ($input: CreateTieredKeyInput!) {
  createTieredKey(input: $input) { secret apiKey { id kind tier scopes prefix createdBy { username } } }
}`

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

test.each([
  ['PUBLIC', 'lk_pk_', ['SUBMISSIONS', 'DOCUMENTS_READ']],
  ['PARTNER', 'lk_pt_', ['DOCUMENTS', 'WEBHOOKS', 'EMBED', 'SUBMISSIONS_READ']],
  ['INTERNAL', 'lk_in_', ['ADMIN', 'ADMIN']],
])('a %s key has a secret that begins with %s and has the given scopes', async (tier, prefix, scopes) => {
  const adam = await funder.logsIn({ role: 'ADMIN' })
  const { body } = await adam.query(CREATE, { input: { name: 'Production Key', tier, scopes } })
  const { secret, apiKey } = body.data.createTieredKey
  expect(secret).toMatch(new RegExp(`^${prefix}[0-9a-f]{48}$`))
  expect(apiKey).toEqual({
    id: expect.stringMatching(/^apk_/),
    kind: 'TIERED',
    tier,
    scopes: [...new Set(scopes)],
    prefix: secret.slice(0, 10),
    createdBy: { username: adam.username },
  })
  expect(outcome(await world.graphql(secret, '{ viewer { environment } }'))).toBe('200')
})

test('the key keeps working after its creator is disabled', async () => {
  const owner = await funder.logsIn()
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const input = { name: 'Dashboards', tier: 'PARTNER', scopes: ['SUBMISSIONS_READ'] }
  const { body } = await dana.query(CREATE, { input })
  await owner.query('mutation ($id: ID!) { disableUser(input: { id: $id }) { id } }', { id: dana.userId })
  const { secret } = body.data.createTieredKey
  expect(outcome(await world.graphql(secret, '{ submissions { totalCount } }'))).toBe('200')
})

test('returns VALIDATION_FAILED for scopes beyond the tier, INSUFFICIENT_SCOPE beyond the role', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const beyondTier = await dana.query(CREATE, {
    input: { name: 'Key', tier: 'PUBLIC', scopes: ['SUBMISSIONS_READ', 'WEBHOOKS'] },
  })
  expect(outcome(beyondTier)).toBe('422 VALIDATION_FAILED')
  expect(issues(beyondTier)).toEqual(['scopes.1 SCOPE_NOT_IN_TIER'])
  const beyondRole = await dana.query(CREATE, { input: { name: 'Key', tier: 'INTERNAL', scopes: ['ADMIN'] } })
  expect(outcome(beyondRole)).toBe('403 INSUFFICIENT_SCOPE')
  expect(beyondRole.body.errors[0].message).toContain('admin')
  const unknown = await dana.query(CREATE, { input: { name: 'Key', tier: 'GOLD', scopes: [] } })
  expect(outcome(unknown)).toMatch(/BAD_REQUEST$/)
})

test('a retry returns a new secret until one was used, then SECRET_ALREADY_USED', async () => {
  const owner = await funder.logsIn()
  const headers = { authorization: `Bearer ${owner.bearer}`, 'idempotency-key': 'tiered-1' }
  const input = { name: 'Key', tier: 'PUBLIC', scopes: ['SUBMISSIONS'] }
  const again = () => world.graphql(null, CREATE, { input }, { headers })
  const [, second] = [await again(), await again()]
  const { secret } = second.body.data.createTieredKey
  expect(outcome(await world.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  expect(outcome(await again())).toBe('409 SECRET_ALREADY_USED')
})

test('a retry returns FORBIDDEN after a demotion and API_KEY_NOT_FOUND after a deletion', async () => {
  const admin = await funder.logsIn({ role: 'ADMIN' })
  const headers = { authorization: `Bearer ${admin.bearer}`, 'idempotency-key': 'tiered-2' }
  const input = { name: 'Key', tier: 'INTERNAL', scopes: ['ADMIN'] }
  const again = () => world.graphql(null, CREATE, { input }, { headers })
  const first = await again()
  await world.sql(`UPDATE "user" SET role = 'DEVELOPER' WHERE id = $1`, admin.userId)
  expect(outcome(await again())).toBe('403 FORBIDDEN')
  await funder.deletes(first.body.data.createTieredKey.apiKey.id)
  expect(outcome(await again())).toBe('404 API_KEY_NOT_FOUND')
})
