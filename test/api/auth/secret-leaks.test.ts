// A long scenario with many failures: where secrets and personal data can be found afterwards.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { cookieOf } from '../../support/cookies.ts'
import { PASSWORD } from '../../support/person.ts'
import type { World } from '../../support/world.ts'
import { LeakScenario } from './leak-scenario.ts'

const CHOSEN = 'the password that was chosen'
const WRONG = 'a password in a wrong place'
const REFUSED = 'a password that was refused'
const LINK = 'the token of a link'
const COOKIE = 'the cookie of a session'
const BEARER = 'a bearer token'
const SECRET = 'the secret of a key'
const TAX = 'a tax id in a wrong place'
const NAME = 'the name of a user'
const USERNAME = 'the user name of a user'
const EMAIL = 'the email address of a user'
const SUBMISSION = 'the name of a submission'
const UNSAID = 'what a client says of itself'

let scenario: LeakScenario
let world: World
let funder: Funder

beforeAll(async () => {
  scenario = await LeakScenario.open()
  ;({ world } = scenario)
  funder = await world.funder({ name: 'Harbor Street Capital' })
})
afterAll(() => scenario[Symbol.asyncDispose]())

const plant = (name: string, value: string) => scenario.plant(name, value)
const sendQuery = (...request: Parameters<LeakScenario['sendQuery']>) => scenario.sendQuery(...request)
const graphql = (headers: Record<string, string>, query: string, variables: object = {}) =>
  sendQuery('/graphql', { query, variables }, headers)

const INVITE = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id name username email } }'
const BROKER_KEY = 'mutation ($input: CreateBrokerKeyInput!) { createBrokerKey(input: $input) { secret } }'
const SUBMIT = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id name } }'

test('each secret appears only in the expected places', async () => {
  const origin = world.url
  const page = { origin, 'user-agent': plant(UNSAID, 'kanarie-browser/1.0') }

  // Olivia, an owner, is signed in as a program and as a page.
  const olivia = await funder.logsIn()
  plant(CHOSEN, PASSWORD)
  const bearer = { authorization: `Bearer ${plant(BEARER, olivia.bearer)}` }
  const owner = { username: olivia.username, password: PASSWORD }
  const cookie = plant(
    COOKIE,
    cookieOf(await sendQuery('/auth/login', owner, page)).slice('latchkey='.length),
  )

  // She invites Ines, who sets a password after several rejected ones.
  const ines = {
    name: plant(NAME, 'Ines Kanarienvogel'),
    username: plant(USERNAME, 'ines.kanarie'),
    email: plant(EMAIL, 'ines.post@kanarie.example'),
  }
  await graphql({ ...page, cookie: `latchkey=${cookie}` }, INVITE, { input: { ...ines, role: 'OWNER' } })
  const invitation = await scenario.tokenFor(LINK, ines.email, 1)
  const chosen = plant(CHOSEN, 'seven herons over the lock gate')
  for (const password of [
    'heronshort',
    'herons of ines.kanarie',
    `herons${'x'.repeat(300)}`,
    `herons${'x'.repeat(2_000)}`,
  ])
    await sendQuery('/auth/password/reset', { token: invitation, password: plant(REFUSED, password) })
  await sendQuery('/auth/password/reset', `{"token":"${invitation}","password":"${chosen}"`)
  await sendQuery(
    '/auth/password/reset',
    { token: invitation, password: chosen },
    { 'content-type': 'text/plain' },
  )
  await sendQuery(
    '/auth/password/reset',
    { token: invitation, password: chosen },
    { origin: 'https://kanarie.example' },
  )
  await sendQuery('/auth/password/reset', { token: [invitation], password: { is: chosen } })
  expect((await sendQuery('/auth/password/reset', { token: invitation, password: chosen })).status).toBe(204)
  await sendQuery('/auth/password/reset', {
    token: invitation,
    password: plant(WRONG, 'of a link used twice'),
  })

  // Ines mistypes, and types into the wrong fields.
  const typo = plant(WRONG, 'seven herons over the lock gatf')
  await sendQuery('/auth/login', { username: ines.username, password: typo }, page)
  await sendQuery('/auth/login', { username: chosen, password: ines.username }, page)
  await sendQuery('/auth/login', { username: ines.username, password: chosen, environment: chosen }, page)
  await sendQuery('/auth/login', { username: ines.username, password: [chosen] }, page)
  await sendQuery('/auth/login', { [chosen]: chosen }, page)
  await sendQuery('/auth/login', `{"username":"${ines.username}","password":"${chosen}`, page)
  await sendQuery('/auth/login', `username=${ines.username}&password=${encodeURIComponent(chosen)}`, page)
  await sendQuery(`/auth/login?password=${encodeURIComponent(chosen)}`, {}, page, 'GET')
  await sendQuery(`/auth/${encodeURIComponent(chosen)}`, {}, page)
  await sendQuery(`/set-password/${invitation}`, '', {}, 'GET')
  await sendQuery('/auth/password/forgotten', { login: chosen })
  await sendQuery('/auth/password/forgotten', { login: `${chosen}\0` })
  await sendQuery('/auth/password/reset', { token: chosen, password: chosen })
  await sendQuery('/graphql', '', {
    authorization: `Basic ${Buffer.from(`ines.kanarie:${chosen}`).toString('base64')}`,
  })
  await sendQuery('/graphql', '', { 'x-api-key': chosen })
  await sendQuery('/graphql', '', { ...page, cookie: `latchkey=${chosen}` })

  // She signs in, changes her password, and forgets it.
  const login = { username: ines.username, password: chosen }
  const hers = plant(COOKIE, cookieOf(await sendQuery('/auth/login', login, page)).slice('latchkey='.length))
  const mine = { ...page, cookie: `latchkey=${hers}` }
  const next = plant(CHOSEN, 'nine swans under the old bridge')
  const change = (currentPassword: string, password: string) =>
    sendQuery('/auth/password/change', { currentPassword, password }, mine)
  await change(plant(WRONG, 'nine swans under the new bridge'), next)
  await change(chosen, plant(REFUSED, 'nineswans'))
  expect((await change(chosen, next)).status).toBe(204)
  await sendQuery('/auth/password/forgotten', { login: ines.email.toUpperCase() })
  const forgotten = await scenario.tokenFor(LINK, ines.email, 4)
  const last = plant(CHOSEN, 'two otters at the weir by night')
  const reset = () => sendQuery('/auth/password/reset', { token: forgotten, password: last })
  expect(await scenario.whileFailing('password', reset)).toEqual([500, 503, 500])
  expect((await reset()).status).toBe(204)
  const token = await sendQuery('/auth/token', { username: ines.username, password: last })
  plant(BEARER, token.body.accessToken)

  // A key: its secret is shown once, and then pasted into the wrong places.
  await world.directory.know('bee.example')
  const key = await graphql(bearer, BROKER_KEY, { input: { email: 'sam@bee.example' } })
  const secret = plant(SECRET, key.body.data.createBrokerKey.secret)
  const name = plant(SUBMISSION, 'Kanarie Bakery, a new oven')
  const submit = () => graphql({ 'x-api-key': secret }, SUBMIT, { input: { name } })
  expect(await scenario.whileFailing('submission', submit)).toEqual([500, 503, 500])
  expect((await submit()).status).toBe(200)
  plant(WRONG, 'kanarie_literal')
  const tax = plant(TAX, '98-7654329')
  for (const value of [secret, tax, chosen, hers, forgotten, olivia.bearer]) {
    for (const field of ['user', 'apiKey', 'relationship', 'submission', 'node'])
      await graphql(bearer, `query ($id: ID!) { ${field}(id: $id) { id } }`, { id: value })
    for (const field of ['users', 'apiKeys', 'relationships', 'submissions'])
      await graphql(bearer, `query ($after: String) { ${field}(after: $after) { totalCount } }`, {
        after: value,
      })
    for (const input of [
      { username: value, name: value, email: value, role: 'OWNER' },
      { username: 'a', name: `${value}\n`, email: `a@${value}`, role: value },
      { username: [value], name: { value }, email: 'x', role: 'OWNER', password: value },
      { username: 'a', name: 'b', email: 'c', role: 'OWNER', [value]: value },
    ])
      await graphql(bearer, INVITE, { input })
    for (const input of [
      { email: value },
      { email: 'sam@bee.example', scopes: [value], allowList: [value], expiresAt: value },
      { email: 'sam@bee.example', allowList: [value], name: `${value}\0` },
    ])
      await graphql(bearer, BROKER_KEY, { input })
    const company = { phone: value, email: value, naics: value, website: value, startDate: value }
    await graphql({ 'x-api-key': secret }, SUBMIT, { input: { name: 'Ten letters', company } })
    const amount = { amountMinor: value, currency: value }
    await graphql({ 'x-api-key': secret }, SUBMIT, { input: { name: 'Ten letters', amount, purpose: value } })
    const owners = [{ firstName: value.repeat(9), lastName: '', email: value, mobilePhone: value }]
    await graphql({ 'x-api-key': secret }, SUBMIT, { input: { name: 'Ten letters', owners } })
    for (const document of [
      `{ users(first: ${JSON.stringify(value)}) { totalCount } }`,
      `{ users(filter: { role: ${JSON.stringify(value)} }) { totalCount } }`,
      `mutation { inviteUser(input: { username: 1, role: ${JSON.stringify(value)} }) { id } }`,
      `mutation { inviteUser(input: { username: "a", name: "b", email: "c", role: kanarie_literal }) { id } }`,
      `{ viewer { environment } } # ${value}`,
      `{ viewer ${JSON.stringify(value)} }`,
      `{ viewer """${value}`,
      `{ viewer "${value}`,
    ])
      await graphql(bearer, document)
    await sendQuery('/graphql', `{"query":"{ viewer { environment } }","variables":"${value}"}`, bearer)
    await sendQuery('/graphql', `{"query":"{ viewer { environment } }","operationName":"${value}"}`, bearer)
    await sendQuery('/graphql', `${value}`, bearer)
    await sendQuery(`/graphql?query=${value}&x-api-key=${value}`, '', bearer, 'GET')
    await sendQuery(`/graphiql/assets/${value}`, '', {}, 'GET')
    await sendQuery(`/${value}`, '', {}, 'GET')
    await sendQuery('/graphql', '', { 'x-api-key': `${value}x` })
    await sendQuery('/graphql', '', { authorization: `Bearer ${value}x` })
    await sendQuery('/graphql', '', { ...page, cookie: `latchkey=${value}x` })
    await sendQuery('/graphql', '', {
      ...bearer,
      'idempotency-key': value,
      'content-type': value,
      accept: value,
    })
    await sendQuery('/auth/logout', {}, { origin: `https://${value}`, host: value, 'x-request-id': value })
  }

  // The database fails in the middle of everything else, and the SMTP server rejects mails.
  const other = {
    name: plant(NAME, 'Otto Kanarienvogel'),
    username: plant(USERNAME, 'otto.kanarie'),
    email: plant(EMAIL, 'otto.post@kanarie.example'),
  }
  const invite = () => graphql(bearer, INVITE, { input: { ...other, role: 'VIEWER' } })
  expect(await scenario.whileFailing('"user"', invite)).toEqual([500, 503, 500])
  for (const table of ['session', 'session_use', 'attempt'])
    await scenario.whileFailing(table, () =>
      sendQuery('/auth/login', { username: ines.username, password: last }, page),
    )
  await world.directory.know('cat.example')
  const give = () => graphql(bearer, BROKER_KEY, { input: { email: 'kim@cat.example' } })
  for (const table of ['secret', 'api_key']) await scenario.whileFailing(table, give)
  for (const email of ['refused@kanarie.example', 'later@kanarie.example']) {
    const username = email.replace('@', '.').slice(0, 20)
    const input = { ...other, name: plant(NAME, `Kanarie ${username}`), email: plant(EMAIL, email), username }
    expect((await graphql(bearer, INVITE, { input: { ...input, role: 'VIEWER' } })).status).toBe(200)
  }
  // One is given up at once, one is retried.
  for (const outcome of ['giving up', 'retrying'])
    await expect
      .poll(() => world.log.filter((line) => line.includes(`sending a mail failed: ${outcome}`)).length)
      .toBeGreaterThan(0)

  await world.flushUsage()
  expect(world.log.filter((line) => line.includes('argon2'))).toEqual([])
  expect(await scenario.places()).toEqual({
    [CHOSEN]: [],
    [WRONG]: [],
    [REFUSED]: [],
    [TAX]: [],
    [UNSAID]: [],
    // A used token is not even stored as a digest.
    [LINK]: ['link of a mail, behind the #'],
    [COOKIE]: ['column session.digest, as digest', 'header set-cookie of /auth/login'],
    [BEARER]: ['answer of /auth/token'],
    [SECRET]: [
      'answer of /graphql',
      'column secret.digest, as digest',
      'column secret_use.digest, as digest',
    ],
    [NAME]: ['answer of /auth/login', 'answer of /graphql', 'column user.name', 'text of a mail'],
    [USERNAME]: ['answer of /auth/login', 'answer of /graphql', 'column user.username', 'text of a mail'],
    [EMAIL]: ['address of a mail', 'answer of /graphql', 'column user.email'],
    [SUBMISSION]: ['answer of /graphql', 'column submission.name', 'column submission.search_text'],
  })
})
