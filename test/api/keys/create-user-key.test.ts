// createUserKey: a key that acts as its user, limited by the user's role.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

const CREATE = `mutation ($input: CreateUserKeyInput!) {
  createUserKey(input: $input) {
    secret apiKey { id kind tier name scopes allowList environment createdBy { username } expiresAt }
  }
}`

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

test('a user creates a key for themselves, by default with all scopes of the role', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const { body } = await dana.query(CREATE, { input: { name: 'CI pipeline', allowList: ['127.0.0.1'] } })
  const { secret, apiKey } = body.data.createUserKey
  expect(secret).toMatch(/^key_[0-9a-f]{48}$/)
  expect(apiKey).toEqual({
    id: expect.stringMatching(/^apk_/),
    kind: 'USER',
    tier: 'INTERNAL',
    name: 'CI pipeline',
    scopes: ['SUBMISSIONS_READ', 'DOCUMENTS_READ', 'WEBHOOKS', 'EMBED'],
    allowList: ['127.0.0.1'],
    environment: 'DEVELOPMENT',
    createdBy: { username: dana.username },
    expiresAt: null,
  })
  const seen = await world.graphql(secret, '{ viewer { user { username } } apiKeys { totalCount } }')
  expect(outcome(seen)).toBe('403 INSUFFICIENT_SCOPE')
  expect(outcome(await world.graphql(secret, '{ viewer { user { username } } }'))).toBe('200')
})

test('a demotion narrows the key, and a promotion restores the scopes it was created with', async () => {
  const owner = await funder.logsIn()
  const adam = await funder.logsIn({ role: 'ADMIN' })
  const { body } = await adam.query(CREATE, { input: { name: 'Mine', scopes: ['ADMIN'] } })
  const list = () => world.graphql(body.data.createUserKey.secret, '{ apiKeys { totalCount } }').then(outcome)
  const change = (role: string) =>
    owner.query('mutation ($id: ID!, $role: Role!) { changeRole(input: { id: $id, role: $role }) { id } }', {
      id: adam.userId,
      role,
    })
  expect(await list()).toBe('200')
  await change('VIEWER')
  expect(await list()).toBe('403 INSUFFICIENT_SCOPE')
  await change('OWNER')
  expect(await list()).toBe('200')
})

test('returns 403 INSUFFICIENT_SCOPE and names the missing scope in a header', async () => {
  const vera = await funder.logsIn({ role: 'VIEWER' })
  const answer = await vera.query(CREATE, { input: { name: 'Mine', scopes: ['SUBMISSIONS'] } })
  expect(outcome(answer)).toBe('403 INSUFFICIENT_SCOPE')
  expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="submissions"')
})

test('returns 422 VALIDATION_FAILED for no name, no scopes, invalid addresses or a past expiry', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const input = { name: ' ', scopes: [], allowList: ['nonsense'], expiresAt: '2001-01-01T00:00:00Z' }
  const answer = await dana.query(CREATE, { input })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual([
    'name TOO_SHORT',
    'scopes NO_SCOPES',
    'allowList.0 INVALID_ADDRESS',
    'expiresAt IN_THE_PAST',
  ])
})

test('a retry returns a new secret until one was used, then SECRET_ALREADY_USED', async () => {
  const dana = await funder.logsIn({ role: 'DEVELOPER' })
  const headers = { authorization: `Bearer ${dana.bearer}`, 'idempotency-key': 'user-key-1' }
  const again = () => world.graphql(null, CREATE, { input: { name: 'Mine' } }, { headers })
  const [, second] = [await again(), await again()]
  const { secret } = second.body.data.createUserKey
  expect(outcome(await world.graphql(secret, '{ viewer { environment } }'))).toBe('200')
  expect(outcome(await again())).toBe('409 SECRET_ALREADY_USED')
  await funder.deletes(second.body.data.createUserKey.apiKey.id)
  expect(outcome(await again())).toBe('404 API_KEY_NOT_FOUND')
})
