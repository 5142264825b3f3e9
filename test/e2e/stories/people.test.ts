// Users: account creation, sign-in, key management, password reset, and the move to production.
// Quotations are the requirements. Not covered yet: the dashboard's page of keys.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { PASSWORD, tokenIn } from '../../support/person.ts'
import { createWorld } from '../../support/world.ts'

const LIST = '{ apiKeys { nodes { name prefix state } } }'

test("a funder's user, from the invitation mail to PRODUCTION", async () => {
  await using world = await createWorld()
  const funder = await world.funder({ name: 'Harbor Street Capital' })
  const owner = await funder.logsIn()

  // "We will issue you with a set of dashboard and API credentials you can use for development purposes."
  const input = { username: 'dana', name: 'Dana Kim', email: 'dana@harbor.example', role: 'ADMIN' }
  await owner.query('mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id } }', { input })
  const [invitation] = await world.mails()
  expect(invitation?.to).toBe('dana@harbor.example')
  const set = (token: string, password: string) =>
    world.post('/auth/password/reset', { token, password }, { headers: { origin: world.url } })
  expect(outcome(await set(tokenIn(invitation), PASSWORD))).toBe('204')

  // "Sign in to the Heron dashboard using the credentials you were issued."
  const logIn = async (password: string, environment?: string) => {
    const given = { username: 'dana', password, environment }
    const answer = await world.post('/auth/login', given, { headers: { origin: world.url } })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    return { answer, headers: { cookie, origin: world.url } }
  }
  const session = await logIn(PASSWORD)
  expect(session.answer.body).toMatchObject({ environment: 'DEVELOPMENT', user: { role: 'ADMIN' } })
  const { headers } = session

  // "Create API key, give it a descriptive name, copy the token": after that "only the prefix is visible".
  const created = await world.graphql(
    null,
    'mutation { createUserKey(input: { name: "Production service" }) { secret apiKey { id } } }',
    {},
    { headers },
  )
  const { secret, apiKey } = created.body.data.createUserKey
  // "key_ followed by 48 hex characters", "send it in the x-api-key header".
  expect(secret).toMatch(/^key_[0-9a-f]{48}$/)
  expect(outcome(await world.graphql(secret, LIST))).toBe('200')
  const listed = await world.graphql(null, LIST, {}, { headers })
  expect(JSON.stringify(listed.body)).not.toContain(secret)
  expect(listed.body.data.apiKeys.nodes[0]).toEqual({
    name: 'Production service',
    prefix: secret.slice(0, 8),
    state: 'ACTIVE',
  })

  // "Deactivating a key takes effect immediately: requests using a deactivated key are rejected with a 401.
  // Reactivating restores access. Deleting a key is irreversible."
  const change = async (mutation: string) => {
    const document = `mutation ($id: ID!) { ${mutation}(input: { id: $id }) { state } }`
    expect(outcome(await world.graphql(null, document, { id: apiKey.id }, { headers }))).toBe('200')
    return outcome(await world.graphql(secret, '{ viewer { environment } }'))
  }
  expect(await change('deactivateApiKey')).toBe('401 API_KEY_INVALID')
  expect(await change('reactivateApiKey')).toBe('200')

  // "A typical rotation flow: create a new key, deploy it, deactivate the old one and confirm nothing breaks,
  // delete it."
  const second = await world.graphql(
    null,
    'mutation { createUserKey(input: { name: "Production service, new" }) { secret } }',
    {},
    { headers },
  )
  const { secret: deployed } = second.body.data.createUserKey
  expect(await change('deactivateApiKey')).toBe('401 API_KEY_INVALID')
  expect(outcome(await world.graphql(deployed, LIST))).toBe('200')
  expect(await change('deleteApiKey')).toBe('401 API_KEY_INVALID')

  // "To reset your password, go to the dashboard login page and follow the 'Forgot password?' flow."
  const forgotten = { login: 'dana@harbor.example' }
  expect(outcome(await world.post('/auth/password/forgotten', forgotten))).toBe('200')
  const fresh = 'a boat, a horse, a lantern'
  expect(outcome(await set(tokenIn((await world.mails())[0]), fresh))).toBe('204')
  expect(outcome(await world.graphql(null, LIST, {}, { headers }))).toBe('401 TOKEN_INVALID')
  expect((await logIn(PASSWORD)).answer.status).toBe(401)

  // "When you're ready to move to production, please contact us": the platform opens it, and nothing is
  // copied.
  expect(outcome((await logIn(fresh, 'PRODUCTION')).answer)).toBe('403 FORBIDDEN')
  await world.sql('UPDATE funder SET production_opened_at = app_now()')
  const production = await logIn(fresh, 'PRODUCTION')
  const there = await world.graphql(null, LIST, {}, { headers: production.headers })
  expect(there.body).toEqual({ data: { apiKeys: { nodes: [] } } })
})
