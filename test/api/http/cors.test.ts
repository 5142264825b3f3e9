// CORS: only pages of allowed origins, matched exactly, can read API responses. None with cookies.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '@latchkey/server/config.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'
import type { Funder } from '../../support/actors.ts'
import { AUTH_PATHS } from '../../support/auth-paths.ts'
import { cookieOf } from '../../support/cookies.ts'
import { PASSWORD } from '../../support/person.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

const ALLOWED = ['https://app.example', 'http://localhost:5173', 'https://app.example:8443']
const OPEN = ['/graphql', '/auth/token']
const PATHS = [
  '/graphql',
  ...AUTH_PATHS,
  '/health',
  '/ready',
  '/problems',
  '/graphiql',
  '/mail/messages',
  '/',
  '/nope',
]
const OTHER_ORIGINS = [
  'null',
  '*',
  '',
  'https://evil.example',
  'http://app.example',
  'https://app.example.',
  'https://app.example/',
  'https://app.example:443',
  'https://app.example:8080',
  'https://app.example.evil.example',
  'https://evil.example/https://app.example',
  'https://evilapp.example',
  'https://x.app.example',
  'https://APP.example',
  'HTTPS://app.example',
  'https://user@app.example',
  'https://app.example@evil.example',
  'https://app.example, https://evil.example',
  'https://evil.example https://app.example',
  'https://app.example%00.evil.example',
  'https://app.example`.evil.example',
  'https://app_example',
  'https://appxexample',
  'http://localhost',
  'http://localhost:5174',
  'http://localhost:51730',
  'http://127.0.0.1:5173',
  'file://',
]

let world: World
let funder: Funder
let cookie: string

beforeAll(async () => {
  world = await createWorld({ allowedOrigins: ALLOWED })
  funder = await world.funder()
  const { username } = await funder.logsIn()
  const headers = { origin: world.url }
  cookie = cookieOf(await world.post('/auth/login', { username, password: PASSWORD }, { headers }))
})
afterAll(() => world[Symbol.asyncDispose]())

const QUERY = JSON.stringify({ query: '{ viewer { environment } }' })

/** Sends a preflight, a query with a key, one with a cookie, and one without a credential. */
function asked(path: string, origin: string): Promise<Answer[]> {
  const type = ['content-type', 'application/json'] as const
  const from = ['origin', origin] as const
  const preflight = [
    from,
    ['access-control-request-method', 'POST'],
    ['access-control-request-headers', 'authorization,content-type,x-api-key,cookie'],
    ['access-control-request-private-network', 'true'],
  ] as const
  return Promise.all([
    sendRaw(world.url, { path, method: 'OPTIONS', headers: preflight }),
    sendRaw(world.url, { path, headers: [from, type, ['x-api-key', funder.secret]], body: QUERY }),
    sendRaw(world.url, { path, headers: [from, type, ['cookie', cookie]], body: QUERY }),
    sendRaw(world.url, { path, method: 'GET', headers: [from] }),
  ])
}

/** All CORS headers of a response. */
function told({ headers }: Answer): string[] {
  return [...headers.keys()]
    .filter((name) => /^(access-control-|cross-origin-|timing-allow)/.test(name))
    .map((name) => `${name}: ${headers.get(name)}`)
}

describe.each(PATHS)('%s', (path) => {
  test('sends no CORS headers to other origins', async () => {
    for (const origin of [...OTHER_ORIGINS, world.url])
      for (const answer of await asked(path, origin)) expect([origin, told(answer)]).toEqual([origin, []])
  })

  test.each(ALLOWED)('sends CORS headers to the allowed origin %s on open paths only', async (origin) => {
    const [preflight, ...answers] = (await asked(path, origin)).map(told)
    const allowed = [
      `access-control-allow-origin: ${origin}`,
      'access-control-expose-headers: x-request-id, content-disposition, www-authenticate, retry-after, key-rotation, ratelimit, ratelimit-policy, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset',
    ]
    const more = [
      'access-control-allow-headers: authorization, content-type, x-api-key, cookie',
      `access-control-allow-methods: ${path === '/graphql' ? 'GET, POST' : 'POST'}`,
      'access-control-max-age: 600',
    ]
    const open = OPEN.includes(path)
    expect(preflight?.sort()).toEqual(open ? [...more, ...allowed].sort() : [])
    for (const answer of answers) expect(answer).toEqual(open ? allowed : [])
  })
})

test.each([
  ['traceparent, x-application', 'traceparent, x-application'],
  ['X-Api-Key,content-type ,, x-api-key', 'x-api-key, content-type'],
  ['bad name, <script>, a:b, "c", x-good', 'x-good'],
  ['', null],
  ['(),;', null],
])('a preflight for the headers %j allows %j', async (requested, allowed) => {
  const headers = { origin: ALLOWED[0] ?? '', 'access-control-request-headers': requested }
  const preflight = { path: '/graphql', method: 'OPTIONS', headers: Object.entries(headers) }
  const answer = await sendRaw(world.url, preflight)
  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-headers')).toBe(allowed)
  expect(answer.headers.get('vary')).toContain('access-control-request-headers')
})

test('an allowed origin can read every error and its request id', async () => {
  const origin = ALLOWED[0] ?? ''
  const json = { 'content-type': 'application/json', 'x-api-key': funder.secret }
  const large = JSON.stringify({ query: ' '.repeat(300_000) })
  for (const [status, headers, body, method] of [
    [401, { 'content-type': 'application/json' }, QUERY, 'POST'],
    [401, { ...json, 'x-api-key': 'x' }, QUERY, 'POST'],
    [400, json, '{', 'POST'],
    [405, json, '', 'PUT'],
    [406, { ...json, accept: 'text/html' }, QUERY, 'POST'],
    [413, json, large, 'POST'],
    [415, { ...json, 'content-type': 'text/plain' }, QUERY, 'POST'],
  ] as const) {
    const all = Object.entries({ ...headers, origin })
    const answer = await sendRaw(world.url, { path: '/graphql', method, headers: all, body })
    expect([status, answer.status]).toEqual([status, status])
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-request-id')
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  }
})

test('an allowed origin can read an internal error', async () => {
  await using broken = await createWorld({ allowedOrigins: ALLOWED })
  const { secret } = await broken.funder()
  await broken.sql('ALTER VIEW credential RENAME TO credential_of_before')
  const origin = ALLOWED[0] ?? ''
  const answer = await broken.graphql(secret, '{ viewer { environment } }', {}, { headers: { origin } })
  expect(answer.status).toBeGreaterThanOrEqual(500)
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
})

test('sends Vary: Origin if the response depends on the origin', async () => {
  for (const path of OPEN)
    for (const origin of ['https://evil.example', ALLOWED[0] ?? ''])
      for (const answer of await asked(path, origin))
        expect(answer.headers.get('vary')).toMatch(/\borigin\b/i)
})

test('rejects cookies from an allowed origin', async () => {
  for (const origin of ALLOWED)
    for (const path of OPEN)
      for (const body of [QUERY, '{}']) {
        const headers = { origin, cookie, 'content-type': 'application/json' }
        const answer = await sendRaw(world.url, { path, headers: Object.entries(headers), body })
        expect([path, answer.status]).toEqual([path, 403])
      }
})

test('sends no CORS headers without allowed origins', async () => {
  await using closed = await createWorld()
  for (const path of PATHS)
    for (const method of ['OPTIONS', 'POST', 'GET'])
      for (const origin of ['null', 'https://app.example', closed.url]) {
        const answer = await sendRaw(closed.url, { path, method, headers: [['origin', origin]] })
        expect([path, method, told(answer)]).toEqual([path, method, []])
      }
})

test('docs/deployment.md says how to allow origins, and its example allows them', async () => {
  const page = await readFile(join(ROOT, 'docs/deployment.md'), 'utf8')
  const [, example = ''] = /^ALLOWED_ORIGINS=(\S+)$/m.exec(page) ?? []
  const origins = example.split(',')
  expect(origins).toContain('https://app.example.com')
  const { allowedOrigins } = readConfig({ ALLOWED_ORIGINS: example })
  await using documented = await createWorld({ allowedOrigins })
  for (const origin of origins) {
    const answer = await sendRaw(documented.url, {
      path: '/graphql',
      method: 'OPTIONS',
      headers: [['origin', origin]],
    })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  }
})
