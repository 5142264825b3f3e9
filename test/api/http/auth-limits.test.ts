// Failing requests under /auth/, malformed ones included, are limited per client network.
// The server counts them before it reads the body.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { PASSWORD, postFrom } from '../../support/person.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

const LIMIT = 20
const limits = { ...UNLIMITED, failedAuthPerNetwork: LIMIT }
const BODY_LIMIT = 8 * 1024

const post = (world: World, path: string, body: string, from = '127.0.0.2', type = 'application/json') =>
  sendRaw(world.url, { path, body, from, headers: [['content-type', type]] })

const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 1])))

// Each guess uses another account, because each account has its own limit.
let guesses = 0

/** Each request fails in another way. */
const FAILURES: readonly (readonly [
  what: string,
  outcome: string,
  send: (world: World) => Promise<Answer>,
])[] = [
  ['invalid JSON', '400 BAD_REQUEST', (world) => post(world, '/auth/login', '{"username":')],
  ['not a JSON object', '400 BAD_REQUEST', (world) => post(world, '/auth/token', '[]')],
  [
    'wrong content type',
    '415 UNSUPPORTED_MEDIA_TYPE',
    (world) => post(world, '/auth/login', '{}', '127.0.0.2', 'text/plain'),
  ],
  ['missing fields', '422 VALIDATION_FAILED', (world) => post(world, '/auth/password/forgotten', '{}')],
  ['wrong field types', '422 VALIDATION_FAILED', (world) => post(world, '/auth/login', '{"username":7}')],
  ['too large', '413 PAYLOAD_TOO_LARGE', (world) => post(world, '/auth/login', ' '.repeat(BODY_LIMIT + 1))],
  ['nested too deeply', '400 BAD_REQUEST', (world) => post(world, '/auth/login', '{"a":[[[[1]]]]}')],
  ['too many fields', '400 BAD_REQUEST', (world) => post(world, '/auth/login', wide)],
  [
    'wrong password',
    '401 LOGIN_FAILED',
    (world) =>
      post(world, '/auth/login', `{"username":"nobody_${guesses++}","password":"not the right password"}`),
  ],
  [
    'wrong token',
    '401 TOKEN_INVALID',
    (world) => post(world, '/auth/password/reset', '{"token":"x","password":"a long walk by the river"}'),
  ],
  ['no session', '401 UNAUTHENTICATED', (world) => post(world, '/auth/environment', '{}')],
]

test.each(FAILURES)(
  'counts the failure and rejects further requests without a query: %s',
  async (_what, failed, send) => {
    await using world = await createWorld({ limits })
    const person = await (await world.funder()).logsIn()
    for (let count = 0; count < LIMIT; count += 1) expect(outcome(await send(world))).toBe(failed)
    const before = world.queryCount
    const refused = await send(world)
    expect(outcome(refused)).toBe('429 RATE_LIMITED')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    for (const [, , other] of FAILURES) expect(outcome(await other(world))).toBe('429 RATE_LIMITED')
    expect(world.queryCount).toBe(before)
    // The server still serves other networks, and the API for this network.
    const given = { username: person.username, password: PASSWORD }
    expect(outcome(await postFrom('127.0.0.3', `${world.url}/auth/token`, given))).toBe('200')
    const requested = await postFrom(
      '127.0.0.2',
      `${world.url}/graphql`,
      { query: '{ viewer { environment } }' },
      { authorization: `Bearer ${person.bearer}` },
    )
    expect(outcome(requested)).toBe('200')
  },
)

test('does not count successful requests and requests of other sites’ pages', async () => {
  await using world = await createWorld({ limits: { ...limits, failedAuthPerNetwork: 3 } })
  const person = await (await world.funder()).logsIn()
  const given = { username: person.username, password: PASSWORD }
  for (let count = 0; count < 8; count += 1) {
    expect(outcome(await world.post('/auth/token', given))).toBe('200')
    expect(
      outcome(await world.post('/auth/login', {}, { headers: { origin: 'https://evil.example' } })),
    ).toBe('403 FORBIDDEN')
  }
})

test('counts each of many concurrent requests', async () => {
  await using world = await createWorld({ limits })
  const sent = Array.from({ length: 3 * LIMIT }, () => post(world, '/auth/login', '{'))
  const outcomes = (await Promise.all(sent)).map(outcome)
  expect(outcomes.filter((one) => one === '400 BAD_REQUEST')).toHaveLength(LIMIT)
  expect(outcomes.filter((one) => one === '429 RATE_LIMITED')).toHaveLength(2 * LIMIT)
})

test('accepts the longest passwords in any JSON escaping', async () => {
  await using world = await createWorld()
  const person = await (await world.funder()).logsIn()
  const long = [...'\u{1f642}\u{1f980}\u{1f9c0}\u{1f34b}'.repeat(50)].join('')
  const escaped = (text: string) =>
    text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
  const body = `{"currentPassword":"${escaped(long)}","password":"${escaped(long)}"}`
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${person.bearer}` }
  const answer = await sendRaw(world.url, {
    path: '/auth/password/change',
    body,
    headers: Object.entries(headers),
  })
  expect(outcome(answer)).toBe('401 LOGIN_FAILED')
})
