// Requests to /auth/: JSON by POST, from a program or an allowed page. Others have no effect.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { AUTH_PATHS, bodyFor } from '../../support/auth-paths.ts'
import { dumpOf } from '../../support/dump-database.ts'
import { outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

const ALLOWED = 'https://app.example'

let world: World
let olivia: Person
let before: Awaited<ReturnType<typeof state>>

beforeAll(async () => {
  world = await createWorld({ allowedOrigins: [ALLOWED] })
  olivia = await (await world.funder()).logsIn()
})
afterAll(() => world[Symbol.asyncDispose]())

/** The whole state except when sessions were last used. */
async function state() {
  const dump = await dumpOf(world)
  dump.delete('public.session_use')
  return dump
}

// Each request here would have an effect, and has a credential that would allow it.
beforeEach(async () => {
  before = await state()
})
afterEach(async () => {
  expect(await state()).toEqual(before)
  expect(await world.mails()).toEqual([])
  expect(outcome(await olivia.query('{ viewer { environment } }'))).toBe('200')
})

interface Sent {
  readonly method?: string
  readonly type?: string | null
  readonly body?: string
  readonly headers?: Record<string, string>
}

function send(
  path: (typeof AUTH_PATHS)[number],
  { method, type = 'application/json', body, headers }: Sent = {},
): Promise<Answer> {
  const all = {
    authorization: `Bearer ${olivia.bearer}`,
    ...(type === null ? {} : { 'content-type': type }),
    ...headers,
  }
  return sendRaw(world.url, {
    path,
    method: method ?? 'POST',
    headers: Object.entries(all),
    body: body ?? JSON.stringify(bodyFor(path, olivia)),
  })
}

async function expectAll(what: string, expected: string, sent: (path: (typeof AUTH_PATHS)[number]) => Sent) {
  const answers = await Promise.all(AUTH_PATHS.map((path) => send(path, sent(path))))
  const outcomes = answers.map((answer, index) => `${what}: ${AUTH_PATHS[index]} ${outcome(answer)}`)
  expect(outcomes).toEqual(AUTH_PATHS.map((path) => `${what}: ${path} ${expected}`))
  for (const { headers } of answers) expect(headers.getSetCookie()).toEqual([])
}

test.each([
  null,
  '',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; application/json',
  'multipart/form-data; boundary=application/json',
  'text/plain',
  'text/plain; charset=utf-8',
  'text/plain;application/json',
  'text/plain, application/json',
  'text/json',
  'application/json, text/plain',
  'application/jsonp',
  'application/json+x',
  'application/xml',
  '*/*',
])('returns UNSUPPORTED_MEDIA_TYPE for JSON with the content type %j', async (type) => {
  await expectAll(String(type), '415 UNSUPPORTED_MEDIA_TYPE', () => ({ type }))
})

test('returns UNSUPPORTED_MEDIA_TYPE for HTML forms, and BAD_REQUEST if they are sent as JSON', async () => {
  const form = (path: (typeof AUTH_PATHS)[number]) => Object.entries(bodyFor(path, olivia))
  const plain = (path: (typeof AUTH_PATHS)[number]) => {
    // <input name='{"a":"' value='b"}'> is the known trick by which a form writes JSON.
    const text = JSON.stringify({ ...bodyFor(path, olivia), x: '=' })
    return `${text}\r\n`
  }
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
    await expectAll(type, '415 UNSUPPORTED_MEDIA_TYPE', (path) => ({ type, body: plain(path) }))
    await expectAll(type, '415 UNSUPPORTED_MEDIA_TYPE', (path) => ({
      type,
      body: new URLSearchParams(form(path)).toString(),
    }))
  }
  await expectAll('a form in JSON', '400 BAD_REQUEST', (path) => ({
    body: `a=1&${new URLSearchParams(form(path))}`,
  }))
})

test.each(['[]', 'null', '"x"', '1', '{', '{}{}', '\ufeff\ufeff{}', '[{}]', '{"a":1,}', "{'a':1}"])(
  'returns BAD_REQUEST for a body that is not a JSON object: %j',
  async (body) => {
    await expectAll(body, '400 BAD_REQUEST', () => ({ body }))
  },
)

test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'QUERY'])('returns METHOD_NOT_ALLOWED for %s', async (method) => {
  await expectAll(method, '405 METHOD_NOT_ALLOWED', () => ({ method }))
})

test('returns PAYLOAD_TOO_LARGE for a body larger than 8 KiB', async () => {
  const long = 'x'.repeat(1_000_001)
  await expectAll('too large', '413 PAYLOAD_TOO_LARGE', () => ({ body: JSON.stringify({ long }) }))
})

test.each(['https://evil.example', 'null', ''])(
  'returns FORBIDDEN for the origin %j, whatever Sec-Fetch-Site says',
  async (origin) => {
    await expectAll(origin, '403 FORBIDDEN', () => ({ headers: { origin } }))
    for (const site of ['cross-site', 'same-site', 'same-origin', 'none'])
      await expectAll(`${origin} ${site}`, '403 FORBIDDEN', () => ({
        headers: { origin, 'sec-fetch-site': site },
      }))
  },
)

test.each(['cross-site', 'same-site', 'none', ''])(
  'returns FORBIDDEN for its own or no origin with Sec-Fetch-Site %j',
  async (site) => {
    await expectAll(site, '403 FORBIDDEN', () => ({ headers: { 'sec-fetch-site': site } }))
    const headers = { origin: world.url, 'sec-fetch-site': site }
    await expectAll(`own ${site}`, '403 FORBIDDEN', () => ({ headers }))
  },
)

test('an allowed origin can use only /auth/token under /auth/', async () => {
  for (const path of AUTH_PATHS) {
    const answer = await send(path, {
      headers: { origin: ALLOWED, 'sec-fetch-site': 'cross-site' },
      body: '{}',
    })
    const expected = path === '/auth/token' ? '200' : '403 FORBIDDEN'
    expect([path, outcome(answer)]).toEqual([path, expected])
    const allowed = path === '/auth/token' ? ALLOWED : null
    expect([path, answer.headers.get('access-control-allow-origin')]).toEqual([path, allowed])
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(answer.headers.getSetCookie()).toEqual([])
  }
})

test('returns NOT_FOUND for every other path under /auth/', async () => {
  for (const path of [
    '/auth/',
    '/auth/Login',
    '/auth/login/',
    '/auth//login',
    '/auth/./login',
    '/auth/password/../login',
    '/auth/%6cogin',
    '/auth/login;x',
    '/auth/constructor',
    '/auth/__proto__',
    '//auth/login',
    '/AUTH/login',
  ]) {
    const body = JSON.stringify(bodyFor('/auth/login', olivia))
    const headers = [['content-type', 'application/json']] as const
    const answer = await sendRaw(world.url, { path, headers, body })
    expect([path, outcome(answer)]).toEqual([path, '404 NOT_FOUND'])
  }
})
