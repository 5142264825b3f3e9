// When the session cookie is set and cleared, and which sessions that ends.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../../support/actors.ts'
import { cookieOf } from '../../../support/cookies.ts'
import { dumpOf } from '../../../support/dump-database.ts'
import { outcome } from '../../../support/graphql-result.ts'
import { PASSWORD } from '../../../support/person.ts'
import type { World } from '../../../support/world.ts'
import { createCookieWorld, logIn, queryByCookie, VIEWER_ID } from './cookie-requests.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  ;({ world, funder } = await createCookieWorld())
})
afterAll(() => world[Symbol.asyncDispose]())

describe('setting and clearing the cookie', () => {
  test('each sign-in sets a new cookie and ends the previous session', async () => {
    const person = await funder.logsIn()
    const fixed = `latchkey=lks_${'A'.repeat(43)}`
    const seen = [fixed]
    for (let time = 0; time < 4; time += 1) {
      const old = seen.at(-1) ?? ''
      const answer = await logIn(world, person, { cookie: old })
      expect(outcome(answer)).toBe('200')
      seen.push(cookieOf(answer))
      expect(outcome(await queryByCookie(world, old))).toBe('401 TOKEN_INVALID')
      expect(outcome(await queryByCookie(world, seen.at(-1) ?? ''))).toBe('200')
    }
    expect(new Set(seen).size).toBe(5)
    // The cookie of another user in the same browser.
    const other = cookieOf(await logIn(world, await funder.logsIn(), { cookie: seen.at(-1) ?? '' }))
    expect(outcome(await queryByCookie(world, seen.at(-1) ?? ''))).toBe('401 TOKEN_INVALID')
    expect(outcome(await queryByCookie(world, other))).toBe('200')
  })

  test('a sign-in in another browser ends no session', async () => {
    const person = await funder.logsIn()
    const first = cookieOf(await logIn(world, person))
    const second = cookieOf(await logIn(world, person))
    expect([outcome(await queryByCookie(world, first)), outcome(await queryByCookie(world, second))]).toEqual(
      ['200', '200'],
    )
  })

  test('a failed sign-in sets no cookie and ends no session', async () => {
    const person = await funder.logsIn()
    const mine = cookieOf(await logIn(world, person))
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
    expect(outcome(await queryByCookie(world, mine))).toBe('200')
  })

  test('sign-out clears the cookie and ends the session, and succeeds without one', async () => {
    const person = await funder.logsIn()
    const mine = cookieOf(await logIn(world, person))
    const leave = (given: Record<string, string>) =>
      world.post('/auth/logout', {}, { headers: { origin: world.url, ...given } })
    const cleared = ['latchkey=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0']
    for (const given of [{ cookie: mine }, { cookie: mine }, { cookie: 'latchkey=x' }, {}]) {
      const answer = await leave(given)
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([204, cleared])
      expect(outcome(await queryByCookie(world, mine))).toBe('401 TOKEN_INVALID')
    }
    // The bearer token belongs to another session.
    expect(outcome(await person.query(VIEWER_ID))).toBe('200')
  })

  test('sign-out everywhere and a password change clear the cookie and end all sessions', async () => {
    for (const [path, body] of [
      ['/auth/logout-everywhere', {}],
      ['/auth/password/change', { currentPassword: PASSWORD, password: 'another walk by the river' }],
    ] as const) {
      const person = await funder.logsIn()
      const [mine, elsewhere] = [cookieOf(await logIn(world, person)), cookieOf(await logIn(world, person))]
      const answer = await world.post(path, body, { headers: { origin: world.url, cookie: mine } })
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([
        path,
        204,
        ['latchkey=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0'],
      ])
      for (const given of [mine, elsewhere])
        expect(outcome(await queryByCookie(world, given))).toBe('401 TOKEN_INVALID')
      expect(outcome(await person.query(VIEWER_ID))).toBe('401 TOKEN_INVALID')
    }
  })

  test('switching the environment sets a new cookie and ends the old session', async () => {
    const other = await world.funder()
    await other.inEnvironment('PRODUCTION')
    const mine = cookieOf(await logIn(world, await other.logsIn()))
    const headers = { origin: world.url, cookie: mine }
    const answer = await world.post('/auth/environment', { environment: 'PRODUCTION' }, { headers })
    expect(outcome(answer)).toBe('200')
    expect(outcome(await queryByCookie(world, mine))).toBe('401 TOKEN_INVALID')
    expect(outcome(await queryByCookie(world, cookieOf(answer)))).toBe('200')
  })

  test('requests with a bearer token set and clear no cookie', async () => {
    const person = await funder.logsIn()
    for (const path of ['/auth/token', '/auth/environment'])
      expect((await person.posts(path)).headers.getSetCookie()).toEqual([])
  })
})
