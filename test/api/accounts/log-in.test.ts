// Sign-in by cookie and by bearer token, and the rate limit on password guesses.

import { HASH_FORMAT } from '@latchkey/schema/accounts/passwords/password-hash.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { PASSWORD, postFrom } from '../../support/person.ts'
import { textsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'

const WHO = '{ viewer { environment scopes user { username role } apiKey { id } } }'
const WRONG = 'not the right password'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const token = (username: string, password: string, from = '127.0.0.1') =>
  postFrom(from, `${world.url}/auth/token`, { username, password }).then(outcome)

test('a program signs in and sends a query with a bearer token', async () => {
  const vera = await funder.logsIn({ role: 'VIEWER' })
  const { body } = await vera.query(WHO)
  expect(body.data.viewer).toEqual({
    environment: 'DEVELOPMENT',
    scopes: ['SUBMISSIONS_READ', 'DOCUMENTS_READ'],
    user: { username: vera.username, role: 'VIEWER' },
    apiKey: null,
  })
})

test('a web page signs in and sends a query with a cookie', async () => {
  const { username, userId } = await funder.logsIn()
  const given = { username: ` ${username.toUpperCase()} `, password: PASSWORD }
  const answer = await world.post('/auth/login', given, { headers: { origin: world.url } })
  expect(answer.body).toEqual({
    environment: 'DEVELOPMENT',
    expiresAt: expect.stringMatching(/^20.*Z$/),
    user: { id: userId, username, name: expect.any(String), role: 'OWNER' },
  })
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^latchkey=lks_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/)
  const headers = { cookie: cookie.split(';')[0] ?? '', origin: world.url }
  expect(outcome(await world.graphql(null, WHO, {}, { headers }))).toBe('200')
})

test('returns LOGIN_FAILED after one hash for a wrong user, password or account status', async () => {
  const known = await funder.logsIn()
  const invited = await funder.user()
  const disabled = await funder.logsIn({ role: 'VIEWER' })
  await world.sql(`UPDATE "user" SET status = 'DISABLED' WHERE id = $1`, disabled.userId)
  const [{ username: without }] = await world.sql(
    'SELECT username FROM "user" JOIN api_key k ON k.user_id = "user".id WHERE k.id = $1',
    invited.apiKeyId,
  )
  let hashes = 0
  const count = () => {
    hashes += 1
  }
  HASH_FORMAT.subscribe(count)
  const tries = [
    [known.username, WRONG],
    ['nobody', PASSWORD],
    [without, PASSWORD],
    [disabled.username, PASSWORD],
    ['not even a user name', ''.padEnd(900, 'x')],
  ]
  const answers = []
  for (const [username, password] of tries) {
    hashes = 0
    const { status, body } = await world.post('/auth/login', { username, password })
    expect(hashes, username).toBe(1)
    const { requestId, ...extensions } = body.errors[0].extensions
    answers.push({ status, message: body.errors[0].message, extensions })
  }
  HASH_FORMAT.unsubscribe(count)
  expect(answers[0]).toMatchObject({ status: 401, extensions: { code: 'LOGIN_FAILED' } })
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('runs the same statements for known, unknown, invited and disabled users', async () => {
  const known = await funder.logsIn()
  const disabled = await funder.logsIn({ role: 'VIEWER' })
  await world.sql(`UPDATE "user" SET status = 'DISABLED' WHERE id = $1`, disabled.userId)
  const { apiKeyId } = await funder.user()
  const [invited] = await world.sql(
    'SELECT username FROM "user" JOIN api_key k ON k.user_id = "user".id WHERE k.id = $1',
    apiKeyId,
  )
  const statements = (username: string) =>
    textsOf(() => world.post('/auth/login', { username, password: WRONG }))
  const ofKnown = await statements(known.username)
  expect(ofKnown.length).toBeGreaterThan(3)
  for (const username of ['nobody_at_all', invited.username, disabled.username])
    expect(await statements(username)).toEqual(ofKnown)
})

test('returns VALIDATION_FAILED or BAD_REQUEST for an invalid sign-in request', async () => {
  const answer = await world.post('/auth/login', { username: 7, environment: 'STAGING' })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual([
    'username REQUIRED',
    'password REQUIRED',
    'environment INVALID_ENVIRONMENT',
  ])
  const long = await world.post('/auth/login', { username: 'olivia', password: 'x'.repeat(1_001) })
  expect(issues(long)).toEqual(['password TOO_LONG'])
  for (const body of ['', '[]', '"text"', '{"username":']) {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${world.url}/auth/login`, { method: 'POST', headers, body })
    expect([400, 422], body).toContain(response.status)
  }
})

test('returns 429 RATE_LIMITED to one address after five wrong passwords, not to others', async () => {
  const { username } = await funder.logsIn()
  for (let index = 0; index < 5; index += 1)
    expect(await token(username, WRONG, '127.0.0.7')).toBe('401 LOGIN_FAILED')
  const refused = await postFrom('127.0.0.7', `${world.url}/auth/token`, { username, password: PASSWORD })
  expect(outcome(refused)).toBe('429 RATE_LIMITED')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
  expect(refused.body.errors[0].extensions.retryAfterSeconds).toBeGreaterThan(800)
  // A rejected sign-in does not reveal whether the password was right, and does not lock the user out.
  expect(await token(username, PASSWORD, '127.0.0.8')).toBe('200')
  await world.advance('15 minutes')
  expect(await token(username, PASSWORD, '127.0.0.7')).toBe('200')
})

test('a successful sign-in resets the count of wrong passwords', async () => {
  const { username } = await funder.logsIn()
  for (let round = 0; round < 3; round += 1) {
    for (let index = 0; index < 4; index += 1) await token(username, WRONG, '127.0.0.9')
    expect(await token(username, PASSWORD, '127.0.0.9')).toBe('200')
  }
})

test('counts each of many concurrent guesses', async () => {
  const { username } = await funder.logsIn()
  const tries = Array.from({ length: 20 }, () => token(username, WRONG, '127.0.0.10'))
  const answers = await Promise.all(tries)
  expect(answers.filter((one) => one === '401 LOGIN_FAILED')).toHaveLength(5)
  expect(answers.filter((one) => one === '429 RATE_LIMITED')).toHaveLength(15)
})

/** 40 attempts, ten at a time: on a slow machine, 40 password hashes at once take longer than a request may. */
async function inBatches(attempt: (index: number) => Promise<string>): Promise<string[]> {
  const answers: string[] = []
  while (answers.length < 40) {
    const start = answers.length
    answers.push(...(await Promise.all(Array.from({ length: 10 }, (_, at) => attempt(start + at)))))
  }
  return answers
}

test('limits an address that tries many accounts', async () => {
  const answers = await inBatches((index) => token(`guess_${index}`, WRONG, '127.0.0.11'))
  expect(answers.filter((one) => one === '401 LOGIN_FAILED')).toHaveLength(30)
  expect(await token('somebody', WRONG, '127.0.0.12')).toBe('401 LOGIN_FAILED')
})

test('lowers the limit per address for an account that is guessed from many addresses', async () => {
  const { username } = await funder.logsIn()
  const address = (index: number) => `127.0.1.${index}`
  for (let index = 1; index <= 10; index += 1) {
    const tries = Array.from({ length: 5 }, () => token(username, WRONG, address(index)))
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['401 LOGIN_FAILED']))
  }
  const fresh = Array.from({ length: 5 }, () => token(username, WRONG, address(99)))
  expect((await Promise.all(fresh)).filter((one) => one === '401 LOGIN_FAILED')).toHaveLength(2)
  expect(await token(username, PASSWORD, address(100))).toBe('200')
})

describe('behind a proxy', () => {
  let behind: World
  let ownFunder: Funder

  beforeAll(async () => {
    behind = await createWorld({ trustedProxies: 1 })
    ownFunder = await behind.funder()
  })
  afterAll(() => behind[Symbol.asyncDispose]())

  /** All requests use one socket, the proxy's. */
  const through = (forwardedFor: string, username: string, password: string) =>
    behind
      .post('/auth/token', { username, password }, { headers: { 'x-forwarded-for': forwardedFor } })
      .then(outcome)

  test('limits each address on its own, not all addresses behind the proxy', async () => {
    const { username } = await ownFunder.logsIn()
    for (let index = 0; index < 5; index += 1)
      expect(await through('198.51.100.1', username, WRONG)).toBe('401 LOGIN_FAILED')
    expect(await through('198.51.100.1', username, PASSWORD)).toBe('429 RATE_LIMITED')
    expect(await through('198.51.100.2', username, PASSWORD)).toBe('200')
  })

  test('a forged address or another port gives no new attempts', async () => {
    const { username } = await ownFunder.logsIn()
    const answers = []
    for (let index = 1; index <= 8; index += 1)
      answers.push(await through(`203.0.113.${index}, 198.51.100.3:${4_000 + index}`, username, WRONG))
    expect(answers.filter((one) => one === '401 LOGIN_FAILED')).toHaveLength(5)
    expect(await through('::ffff:198.51.100.3', username, PASSWORD)).toBe('429 RATE_LIMITED')
  })

  test('counts all addresses of an IPv6 /64 network together', async () => {
    const { username } = await ownFunder.logsIn()
    for (let index = 1; index <= 5; index += 1)
      expect(await through(`2001:db8:0:1::${index}`, username, WRONG)).toBe('401 LOGIN_FAILED')
    expect(await through('[2001:db8:0:1:ffff::1]:443', username, PASSWORD)).toBe('429 RATE_LIMITED')
    expect(await through('2001:db8:0:2::1', username, PASSWORD)).toBe('200')
  })

  test('limits an address that tries many accounts, but not the proxy', async () => {
    const answers = await inBatches((index) => through('198.51.100.4', `guess_${index}`, WRONG))
    expect(answers.filter((one) => one === '401 LOGIN_FAILED')).toHaveLength(30)
    expect(await through('198.51.100.5', 'somebody', WRONG)).toBe('401 LOGIN_FAILED')
  })
})

test('ignores forwarded addresses if no proxy is trusted', async () => {
  const { username } = await funder.logsIn()
  const attempt = (index: number) => {
    const headers = { 'x-forwarded-for': `203.0.113.${index}`, 'x-real-ip': `203.0.113.${index}` }
    return postFrom('127.0.0.13', `${world.url}/auth/token`, { username, password: WRONG }, headers)
  }
  const answers = []
  for (let index = 1; index <= 8; index += 1) answers.push(outcome(await attempt(index)))
  expect(answers.filter((one) => one === '401 LOGIN_FAILED')).toHaveLength(5)
})
