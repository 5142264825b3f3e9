// Origins that may send the session cookie: only pages of the server's own address.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../../support/actors.ts'
import { AUTH_PATHS, bodyFor } from '../../../support/auth-paths.ts'
import { cookieOf } from '../../../support/cookies.ts'
import { dumpOf } from '../../../support/dump-database.ts'
import { outcome } from '../../../support/graphql-result.ts'
import type { Person } from '../../../support/person.ts'
import { createWorld, type World } from '../../../support/world.ts'
import { createCookieWorld, logIn, queryByCookie, VIEWER_ID } from './cookie-requests.ts'

const INVITES =
  'mutation { inviteUser(input: { username: "planted", name: "P", email: "p@evil.example", role: OWNER }) { id } }'

let world: World
let funder: Funder
let olivia: Person
let cookie: string

beforeAll(async () => {
  ;({ world, funder, olivia, cookie } = await createCookieWorld())
})
afterAll(() => world[Symbol.asyncDispose]())

describe('origins that may send the cookie', () => {
  test('accepts pages of the server’s own address under any loopback name', async () => {
    const { port } = new URL(world.url)
    for (const name of ['127.0.0.1', 'localhost', '[::1]'])
      expect(outcome(await queryByCookie(world, cookie, { origin: `http://${name}:${port}` }))).toBe('200')
    const browser = { origin: world.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
    expect(outcome(await queryByCookie(world, cookie, browser))).toBe('200')
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
        at.graphql(null, VIEWER_ID, {}, { headers }),
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
    expect(outcome(await queryByCookie(world, cookie))).toBe('200')
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
    const given = cookieOf(await logIn(own, person, { origin: publicUrl }))
    const { port } = new URL(own.url)
    const here = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `http://${name}:${port}`)
    for (const origin of [...here, ...foreign(publicUrl), 'https://lender.example', `${publicUrl}:443`])
      await expectNothingDone(own, { cookie: given, ...(origin === null ? {} : { origin }) })
    const headers = { cookie: given, origin: publicUrl }
    expect(outcome(await own.graphql(null, VIEWER_ID, {}, { headers }))).toBe('200')
  })

  test('accepts only POST', async () => {
    const before = await dumpOf(world)
    const query = new URLSearchParams({ query: INVITES })
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'QUERY']) {
      for (const text of [query, new URLSearchParams({ query: VIEWER_ID })]) {
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
    const by = (headers: Record<string, string>) => queryByCookie(world, cookie, headers)
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
