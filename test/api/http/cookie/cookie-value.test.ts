// The session cookie: its name and attributes, and which values the server accepts.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../../support/actors.ts'
import { cookieOf } from '../../../support/cookies.ts'
import { outcome } from '../../../support/graphql-result.ts'
import type { Person } from '../../../support/person.ts'
import { sendRaw } from '../../../support/raw-http.ts'
import { createWorld, type World } from '../../../support/world.ts'
import { createCookieWorld, logIn, queryByCookie, VIEWER_ID } from './cookie-requests.ts'

let world: World
let funder: Funder
let olivia: Person
let cookie: string

beforeAll(async () => {
  ;({ world, funder, olivia, cookie } = await createCookieWorld())
})
afterAll(() => world[Symbol.asyncDispose]())

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
    const answer = await logIn(own, person, { origin })
    const attributes = `Path=/; HttpOnly; SameSite=Strict${secure}`
    const [set = '', ...more] = answer.headers.getSetCookie()
    expect(more).toEqual([])
    expect(set.replace(/lks_[\w-]{43}/, 'TOKEN')).toBe(`${name}=TOKEN; ${attributes}; Max-Age=43200`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(JSON.stringify(answer.body)).not.toContain('lks_')
    const headers = { cookie: cookieOf(answer), origin }
    expect(outcome(await own.graphql(null, VIEWER_ID, {}, { headers }))).toBe('200')
    const end = await own.post('/auth/logout', {}, { headers })
    expect(end.headers.getSetCookie()).toEqual([`${name}=; ${attributes}; Max-Age=0`])
    expect(outcome(await own.graphql(null, VIEWER_ID, {}, { headers }))).toBe('401 TOKEN_INVALID')
  })

  test('only the cookie name of this server is accepted', async () => {
    const secret = cookie.split('=')[1]
    expect(outcome(await queryByCookie(world, `__Host-latchkey=${secret}`))).toBe('401 UNAUTHENTICATED')
    const origin = 'https://api.lender.example'
    await using secure = await createWorld({ publicUrl: origin })
    const given = cookieOf(await logIn(secure, await (await secure.funder()).logsIn(), { origin }))
    const planted = { cookie: given.replace('__Host-', ''), origin }
    expect(outcome(await secure.graphql(null, VIEWER_ID, {}, { headers: planted }))).toBe(
      '401 UNAUTHENTICATED',
    )
    // A neighbor's cookie next to it does no harm.
    const both = { cookie: `latchkey=lks_${'A'.repeat(43)}; ${given}`, origin }
    expect(outcome(await secure.graphql(null, VIEWER_ID, {}, { headers: both }))).toBe('200')
  })

  test('rejects other names, quotes and other encodings of the value', async () => {
    const secret = cookie.split('=')[1] ?? ''
    for (const given of [
      `xlatchkey=${secret}`,
      `latchkey2=${secret}`,
      `Latchkey=${secret}`,
      `latchkey ${secret}`,
    ])
      expect([given, outcome(await queryByCookie(world, given))]).toEqual([given, '401 UNAUTHENTICATED'])
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
      expect([given, outcome(await queryByCookie(world, given))]).toEqual([given, '401 TOKEN_INVALID'])
    expect(outcome(await queryByCookie(world, `a=1;${cookie} ; b="2"`))).toBe('200')
  })

  test('rejects two session cookies, because one may be planted', async () => {
    const other = cookieOf(await logIn(world, await funder.logsIn()))
    for (const given of [
      `${cookie}; ${other}`,
      `${other}; ${cookie}`,
      `${cookie};${cookie}`,
      `latchkey=; ${cookie}`,
    ])
      expect(outcome(await queryByCookie(world, given))).toBe('401 UNAUTHENTICATED')
    const inTwo = await sendRaw(world.url, {
      path: '/graphql',
      headers: [
        ['content-type', 'application/json'],
        ['origin', world.url],
        ['cookie', cookie],
        ['cookie', other],
      ],
      body: JSON.stringify({ query: VIEWER_ID }),
    })
    expect(outcome(inTwo)).toBe('401 UNAUTHENTICATED')
  })
})
