// The session cookie: its attributes, which origins may send it, when it is set and cleared.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { AUTH_PATHS, bodyFor } from '../../support/auth-paths.ts'
import { cookieOf } from '../../support/cookies.ts'
import { dumpOf } from '../../support/dump-database.ts'
import { outcome } from '../../support/graphql-result.ts'
import { PASSWORD, type Person } from '../../support/person.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

const WHO = '{ viewer { user { id } } }'
const INVITES =
  'mutation { inviteUser(input: { username: "planted", name: "P", email: "p@evil.example", role: OWNER }) { id } }'

let world: World
let funder: Funder
let olivia: Person
/** Olivia's cookie, from an allowed page. */
let cookie: string

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  olivia = await funder.logsIn()
  cookie = cookieOf(await logsIn(world, olivia))
})
afterAll(() => world[Symbol.asyncDispose]())

/** Signs in as an allowed page. */
function logsIn(
  at: World,
  { username }: Pick<Person, 'username'>,
  headers: Record<string, string> = {},
  password = PASSWORD,
): Promise<Answer> {
  return at.post('/auth/login', { username, password }, { headers: { origin: at.url, ...headers } })
}

/** Sends a query by cookie. */
function sendQuery(given: string, headers: Record<string, string> = { origin: world.url }, query = WHO) {
  return world.graphql(null, query, {}, { headers: { cookie: given, ...headers } })
}

describe('the session cookie', () => {
  test.each([
    [null, 'latchkey', ''],
    ['http://127.0.0.1:4000', 'latchkey', ''],
    ['http://localhost:4000', 'latchkey', ''],
    ['http://[::1]:4000', 'latchkey', ''],
    ['https://localhost:4000', '__Host-latchkey', '; Secure'],
    ['https://api.lender.example', '__Host-latchkey', '; Secure'],
    ['https://lender.example/door', '__Host-latchkey', '; Secure'],
    ['http://door.lender.example', '__Host-latchkey', '; Secure'],
  ])('with PUBLIC_URL %s is named %s', async (publicUrl, name, secure) => {
    await using own = await createWorld(publicUrl === null ? {} : { publicUrl })
    const person = await (await own.funder()).logsIn()
    const origin = publicUrl === null ? own.url : new URL(publicUrl).origin
    const answer = await logsIn(own, person, { origin })
    const attributes = `Path=/; HttpOnly; SameSite=Strict${secure}`
    const [set = '', ...more] = answer.headers.getSetCookie()
    expect(more).toEqual([])
    expect(set.replace(/lks_[\w-]{43}/, 'TOKEN')).toBe(`${name}=TOKEN; ${attributes}; Max-Age=43200`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(JSON.stringify(answer.body)).not.toContain('lks_')
    const headers = { cookie: cookieOf(answer), origin }
    expect(outcome(await own.graphql(null, WHO, {}, { headers }))).toBe('200')
    const end = await own.post('/auth/logout', {}, { headers })
    expect(end.headers.getSetCookie()).toEqual([`${name}=; ${attributes}; Max-Age=0`])
    expect(outcome(await own.graphql(null, WHO, {}, { headers }))).toBe('401 TOKEN_INVALID')
  })

  test('only the cookie name of this server is accepted', async () => {
    const secret = cookie.split('=')[1]
    expect(outcome(await sendQuery(`__Host-latchkey=${secret}`))).toBe('401 UNAUTHENTICATED')
    const origin = 'https://api.lender.example'
    await using secure = await createWorld({ publicUrl: origin })
    const given = cookieOf(await logsIn(secure, await (await secure.funder()).logsIn(), { origin }))
    const planted = { cookie: given.replace('__Host-', ''), origin }
    expect(outcome(await secure.graphql(null, WHO, {}, { headers: planted }))).toBe('401 UNAUTHENTICATED')
    // A neighbor's cookie next to it does no harm.
    const both = { cookie: `latchkey=lks_${'A'.repeat(43)}; ${given}`, origin }
    expect(outcome(await secure.graphql(null, WHO, {}, { headers: both }))).toBe('200')
  })

  test('rejects other names, quotes and other encodings of the value', async () => {
    const secret = cookie.split('=')[1] ?? ''
    for (const given of [
      `xlatchkey=${secret}`,
      `latchkey2=${secret}`,
      `Latchkey=${secret}`,
      `latchkey ${secret}`,
    ])
      expect([given, outcome(await sendQuery(given))]).toEqual([given, '401 UNAUTHENTICATED'])
    for (const given of [
      'latchkey=',
      `latchkey="${secret}"`,
      `latchkey=${secret}=`,
      `latchkey=${encodeURIComponent(`${secret} `)}`,
      `latchkey=${secret.slice(0, -1)}`,
      `latchkey=${secret.toUpperCase()}`,
      `latchkey= ${secret}`,
      `latchkey=${funder.secret}`,
      `latchkey=${olivia.bearer}`,
    ])
      expect([given, outcome(await sendQuery(given))]).toEqual([given, '401 TOKEN_INVALID'])
    expect(outcome(await sendQuery(`a=1;${cookie} ; b="2"`))).toBe('200')
  })

  test('rejects two session cookies, because one may be planted', async () => {
    const other = cookieOf(await logsIn(world, await funder.logsIn()))
    for (const given of [
      `${cookie}; ${other}`,
      `${other}; ${cookie}`,
      `${cookie};${cookie}`,
      `latchkey=; ${cookie}`,
    ])
      expect(outcome(await sendQuery(given))).toBe('401 UNAUTHENTICATED')
    const inTwo = await sendRaw(world.url, {
      path: '/graphql',
      headers: [
        ['content-type', 'application/json'],
        ['origin', world.url],
        ['cookie', cookie],
        ['cookie', other],
      ],
      body: JSON.stringify({ query: WHO }),
    })
    expect(outcome(inTwo)).toBe('401 UNAUTHENTICATED')
  })
})

describe('origins that may send the cookie', () => {
  test('accepts pages of the server’s own address under any loopback name', async () => {
    const { port } = new URL(world.url)
    for (const name of ['127.0.0.1', 'localhost', '[::1]'])
      expect(outcome(await sendQuery(cookie, { origin: `http://${name}:${port}` }))).toBe('200')
    const browser = { origin: world.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
    expect(outcome(await sendQuery(cookie, browser))).toBe('200')
  })

  /** The foreign Origin headers: none, or another origin. `own` is the server's origin. */
  function foreign(own: string): (string | null)[] {
    const { protocol, hostname, port, host } = new URL(own)
    const other = protocol === 'http:' ? 'https:' : 'http:'
    return [
      null,
      'null',
      '',
      `${own}/`,
      `${own}.evil.example`,
      `${protocol}//evil.example`,
      `${protocol}//evil.example:${port}`,
      `${protocol}//evil.example/${host}`,
      `${protocol}//evil.example#${own}`,
      `${protocol}//${host}@evil.example`,
      `${protocol}//user@${host}`,
      `${protocol}//x${host}`,
      `${protocol}//x.${host}`,
      `${protocol}//${hostname}.:${port}`,
      `${protocol}//${hostname}:${Number(port) + 1}`,
      `${protocol}//${hostname}:1${port}`,
      `${protocol}//${hostname}${port === '' ? ':8443' : ''}`,
      `${other}//${host}`,
      `${own} ${own}`,
      `${own}, ${own}`,
      `${own},null`,
      own.toUpperCase(),
      `${protocol}//localhost.evil.example:${port}`,
      `${protocol}//127.0.0.2:${port}`,
      `${protocol}//127.1:${port}`,
      `${protocol}//2130706433:${port}`,
      `${protocol}//0.0.0.0:${port}`,
      `${protocol}//[::ffff:127.0.0.1]:${port}`,
      'file://',
      'about:blank',
      'chrome-extension://latchkey',
    ]
  }

  /**
   * Sends every request that a cookie allows, with these headers. Checks that all are rejected and have no
   * effect.
   */
  async function expectNothingDone(at: World, headers: Record<string, string>): Promise<void> {
    const { origin, 'sec-fetch-site': site } = headers
    const what = JSON.stringify([origin, site])
    // Programs, which send no Origin, may use the operations that need no credential.
    const told = origin !== undefined || site !== undefined
    const paths = AUTH_PATHS.filter((path) => told || !/forgotten|reset/.test(path))
    const before = await dumpOf(at)
    const answers = [
      ...(await Promise.all([
        at.graphql(null, WHO, {}, { headers }),
        at.graphql(null, INVITES, {}, { headers }),
      ])),
      ...(await Promise.all(
        paths.map((path) => {
          const body = path === '/auth/token' ? {} : bodyFor(path, olivia)
          return at.post(path, body, { headers })
        }),
      )),
    ]
    for (const answer of answers) {
      expect([what, outcome(answer)]).toEqual([what, '403 FORBIDDEN'])
      expect(answer.headers.getSetCookie()).toEqual([])
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect([what, await dumpOf(at)]).toEqual([what, before])
  }

  test('rejects every other origin without effect', async () => {
    for (const origin of foreign(world.url))
      await expectNothingDone(world, { cookie, ...(origin === null ? {} : { origin }) })
    expect(outcome(await sendQuery(cookie))).toBe('200')
  })

  test.each(['cross-site', 'same-site', 'none', 'nonsense'])(
    'rejects its own origin with Sec-Fetch-Site %s',
    async (site) => {
      await expectNothingDone(world, { cookie, origin: world.url, 'sec-fetch-site': site })
      await expectNothingDone(world, { cookie, 'sec-fetch-site': site })
    },
  )

  test('with PUBLIC_URL, accepts only pages of that origin', async () => {
    const publicUrl = 'https://door.lender.example'
    await using own = await createWorld({ publicUrl })
    const person = await (await own.funder()).logsIn()
    const given = cookieOf(await logsIn(own, person, { origin: publicUrl }))
    const { port } = new URL(own.url)
    const here = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `http://${name}:${port}`)
    for (const origin of [...here, ...foreign(publicUrl), 'https://lender.example', `${publicUrl}:443`])
      await expectNothingDone(own, { cookie: given, ...(origin === null ? {} : { origin }) })
    const headers = { cookie: given, origin: publicUrl }
    expect(outcome(await own.graphql(null, WHO, {}, { headers }))).toBe('200')
  })

  test('accepts only POST', async () => {
    const before = await dumpOf(world)
    const query = new URLSearchParams({ query: INVITES })
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'QUERY']) {
      for (const text of [query, new URLSearchParams({ query: WHO })]) {
        const response = await fetch(`${world.url}/graphql?${text}`, {
          method,
          headers: { cookie, origin: world.url },
        })
        expect([method, response.status]).toEqual([method, 403])
      }
    }
    expect(await dumpOf(world)).toEqual(before)
  })

  test('a credential header takes precedence and needs no Origin', async () => {
    const viewer = await funder.logsIn({ role: 'VIEWER' })
    const by = (headers: Record<string, string>) => sendQuery(cookie, headers)
    const bearer = { authorization: `Bearer ${viewer.bearer}` }
    expect((await by(bearer)).body.data.viewer.user.id).toBe(viewer.userId)
    expect((await by({ ...bearer, origin: world.url })).body.data.viewer.user.id).toBe(viewer.userId)
    expect((await by({ 'x-api-key': funder.secret })).body.data.viewer.user.id).toBe(funder.ownerId)
    const origin = world.url
    expect(outcome(await by({ origin, authorization: 'Bearer x' }))).toBe('401 TOKEN_INVALID')
    expect(outcome(await by({ origin, authorization: '' }))).toBe('401 TOKEN_INVALID')
    expect(outcome(await by({ origin, 'x-api-key': 'x' }))).toBe('401 API_KEY_INVALID_FORMAT')
  })
})

describe('setting and clearing the cookie', () => {
  test('each sign-in sets a new cookie and ends the previous session', async () => {
    const person = await funder.logsIn()
    const fixed = `latchkey=lks_${'A'.repeat(43)}`
    const seen = [fixed]
    for (let time = 0; time < 4; time += 1) {
      const old = seen.at(-1) ?? ''
      const answer = await logsIn(world, person, { cookie: old })
      expect(outcome(answer)).toBe('200')
      seen.push(cookieOf(answer))
      expect(outcome(await sendQuery(old))).toBe('401 TOKEN_INVALID')
      expect(outcome(await sendQuery(seen.at(-1) ?? ''))).toBe('200')
    }
    expect(new Set(seen).size).toBe(5)
    // The cookie of another user in the same browser.
    const other = cookieOf(await logsIn(world, await funder.logsIn(), { cookie: seen.at(-1) ?? '' }))
    expect(outcome(await sendQuery(seen.at(-1) ?? ''))).toBe('401 TOKEN_INVALID')
    expect(outcome(await sendQuery(other))).toBe('200')
  })

  test('a sign-in in another browser ends no session', async () => {
    const person = await funder.logsIn()
    const first = cookieOf(await logsIn(world, person))
    const second = cookieOf(await logsIn(world, person))
    expect([outcome(await sendQuery(first)), outcome(await sendQuery(second))]).toEqual(['200', '200'])
  })

  test('a failed sign-in sets no cookie and ends no session', async () => {
    const person = await funder.logsIn()
    const mine = cookieOf(await logsIn(world, person))
    const before = (await dumpOf(world)).get('public.session')
    const login = (body: object, headers = {}) =>
      world.post('/auth/login', body, { headers: { origin: world.url, cookie: mine, ...headers } })
    const { username } = person
    const answers = [
      await login({ username, password: 'not the right one' }),
      await login({ username: 'nobody.of.ours', password: PASSWORD }),
      await login({ username, password: PASSWORD, environment: 'PRODUCTION' }),
      await login({ username, password: PASSWORD, environment: 'production' }),
      await login({ username }),
      await login({ username, password: PASSWORD }, { origin: 'https://evil.example' }),
      await login({ username, password: PASSWORD }, { 'content-type': 'text/plain' }),
      await login({ username, password: PASSWORD }, { 'x-api-key': funder.secret }),
      await login(
        { username, password: PASSWORD },
        { 'x-api-key': funder.secret, authorization: 'Bearer x' },
      ),
    ]
    expect(answers.map(outcome)).toEqual([
      '401 LOGIN_FAILED',
      '401 LOGIN_FAILED',
      '403 FORBIDDEN',
      '422 VALIDATION_FAILED',
      '422 VALIDATION_FAILED',
      '403 FORBIDDEN',
      '415 UNSUPPORTED_MEDIA_TYPE',
      '403 WRONG_KEY_KIND',
      '400 BAD_REQUEST',
    ])
    for (const { headers } of answers) expect(headers.getSetCookie()).toEqual([])
    expect((await dumpOf(world)).get('public.session')).toEqual(before)
    expect(outcome(await sendQuery(mine))).toBe('200')
  })

  test('sign-out clears the cookie and ends the session, and succeeds without one', async () => {
    const person = await funder.logsIn()
    const mine = cookieOf(await logsIn(world, person))
    const leave = (given: Record<string, string>) =>
      world.post('/auth/logout', {}, { headers: { origin: world.url, ...given } })
    const cleared = ['latchkey=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0']
    for (const given of [{ cookie: mine }, { cookie: mine }, { cookie: 'latchkey=x' }, {}]) {
      const answer = await leave(given)
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([204, cleared])
      expect(outcome(await sendQuery(mine))).toBe('401 TOKEN_INVALID')
    }
    // The bearer token belongs to another session.
    expect(outcome(await person.query(WHO))).toBe('200')
  })

  test('sign-out everywhere and a password change clear the cookie and end all sessions', async () => {
    for (const [path, body] of [
      ['/auth/logout-everywhere', {}],
      ['/auth/password/change', { currentPassword: PASSWORD, password: 'another walk by the river' }],
    ] as const) {
      const person = await funder.logsIn()
      const [mine, elsewhere] = [cookieOf(await logsIn(world, person)), cookieOf(await logsIn(world, person))]
      const answer = await world.post(path, body, { headers: { origin: world.url, cookie: mine } })
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([
        path,
        204,
        ['latchkey=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0'],
      ])
      for (const given of [mine, elsewhere]) expect(outcome(await sendQuery(given))).toBe('401 TOKEN_INVALID')
      expect(outcome(await person.query(WHO))).toBe('401 TOKEN_INVALID')
    }
  })

  test('switching the environment sets a new cookie and ends the old session', async () => {
    const other = await world.funder()
    await other.inEnvironment('PRODUCTION')
    const mine = cookieOf(await logsIn(world, await other.logsIn()))
    const headers = { origin: world.url, cookie: mine }
    const answer = await world.post('/auth/environment', { environment: 'PRODUCTION' }, { headers })
    expect(outcome(answer)).toBe('200')
    expect(outcome(await sendQuery(mine))).toBe('401 TOKEN_INVALID')
    expect(outcome(await sendQuery(cookieOf(answer)))).toBe('200')
  })

  test('requests with a bearer token set and clear no cookie', async () => {
    const person = await funder.logsIn()
    for (const path of ['/auth/token', '/auth/environment'])
      expect((await person.posts(path)).headers.getSetCookie()).toEqual([])
  })
})
