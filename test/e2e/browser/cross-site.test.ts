// Cross-site attacks in a real browser against a signed-in user: none has an effect.

import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AUTH_PATHS, bodyFor } from '../../support/auth-paths.ts'
import { dumpOf } from '../../support/dump-database.ts'
import { PASSWORD, type Person } from '../../support/person.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { createWorld, type World } from '../../support/world.ts'
import { openBrowser } from './chromium.ts'
import {
  fetchAll,
  frame,
  loadEverywhere,
  navigateByForm,
  popUp,
  postForms,
  sendBeacons,
  type Target,
} from './cross-site-attacks.ts'
import { type ForeignPage, servePage } from './serve-page.ts'

const INVITES =
  'mutation { inviteUser(input: { username: "planted", name: "P", email: "p@evil.example", role: OWNER }) { id } }'

let world: World
let foreign: ForeignPage
let browser: Browser
let olivia: Person

beforeAll(async () => {
  world = await createWorld()
  foreign = await servePage()
  // Host names that resolve to this machine: an attacker's, as in DNS rebinding, and a same-site neighbor's.
  browser = await openBrowser('--host-resolver-rules=MAP *.example 127.0.0.1')
  olivia = await (await world.funder()).logsIn()
})
afterAll(async () => {
  await browser.close()
  await foreign[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

/** Every request that would have an effect for Olivia. */
function targets(): Target[] {
  const paths = AUTH_PATHS.map((path) => ({
    url: world.url + path,
    body: JSON.stringify(bodyFor(path, olivia)),
  }))
  return [{ url: `${world.url}/graphql`, body: JSON.stringify({ query: INVITES }) }, ...paths]
}

/** The same requests as URLs only. */
function addresses(): string[] {
  const body = JSON.stringify(bodyFor('/auth/login', olivia))
  return [
    `${world.url}/graphql?${new URLSearchParams({ query: INVITES })}`,
    `${world.url}/graphql?${new URLSearchParams({ query: '{ viewer { user { email } } }' })}`,
    `${world.url}/auth/logout`,
    `${world.url}/auth/login?${new URLSearchParams(JSON.parse(body))}`,
    `${world.url}/mail/messages?x`,
  ]
}

async function state() {
  const dump = await dumpOf(world)
  dump.delete('public.session_use')
  return dump
}

/** Logged requests from index `first` on: "POST /graphql 403 FORBIDDEN". */
function requests(first: number): string[] {
  return world.log.slice(first).flatMap((line) => {
    const { msg, method, path, status, code = '' } = JSON.parse(line)
    return msg === 'request' ? [`${method} ${path} ${status} ${code}`.trim()] : []
  })
}

describe.each([
  // The browser sends the cookie: all ports of a host are one site.
  ['on another port of this host, which is the same site', () => foreign.origin, '403 FORBIDDEN'],
  // The browser does not send the cookie.
  ['on another host', () => `http://localhost:${foreign.port}`, '401 UNAUTHENTICATED'],
  ['on an internet host', () => `http://evil.example:${foreign.port}`, '401 UNAUTHENTICATED'],
])('attacks from a page %s', (_what, origin, refusal) => {
  let context: BrowserContext
  let own: Page
  let page: Page
  let before: Awaited<ReturnType<typeof state>>
  let first: number

  beforeEach(async () => {
    context = await browser.newContext()
    own = await context.newPage()
    // Same origin as the server, and fast to load.
    await own.goto(`${world.url}/health`)
    const status = await own.evaluate(
      async ([username, password]) => {
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify({ username, password })
        return (await fetch('/auth/login', { method: 'POST', headers, body })).status
      },
      [olivia.username, PASSWORD],
    )
    expect(status).toBe(200)
    expect(await asksHerself()).toEqual({ viewer: { user: { id: olivia.userId } } })
    page = await context.newPage()
    await page.goto(origin())
    before = await state()
    first = world.log.length
  })

  afterEach(async () => {
    const harm = requests(first).filter((line) => !/^GET \/(graphiql|problems|assets)\S* 200$/.test(line))
    // A preflight has no effect, and its response grants nothing.
    expect(harm.filter((line) => / 2\d\d/.test(line) && !/^OPTIONS \S+ 204$/.test(line))).toEqual([])
    expect(harm.filter((line) => / 5\d\d/.test(line))).toEqual([])
    expect(await state()).toEqual(before)
    expect(await world.mails()).toEqual([])
    expect(await asksHerself()).toEqual({ viewer: { user: { id: olivia.userId } } })
    await context.close()
  })

  /** Olivia's own page still works. */
  function asksHerself() {
    return own.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ query: '{ viewer { user { id } } }' })
      return (await (await fetch('/graphql', { method: 'POST', headers, body })).json()).data
    })
  }

  const arrived = (pattern: RegExp) => requests(first).filter((line) => pattern.test(line)).length

  test('forms in each encoding have no effect', async () => {
    const seen = await page.evaluate(postForms, targets())
    expect(new Set(seen)).toEqual(new Set(['SecurityError']))
    expect(arrived(/^POST /)).toBe(3 * targets().length)
    // The request reached the server, with the cookie or without it.
    expect(arrived(new RegExp(`^POST /graphql ${refusal}$`))).toBe(3)
    expect(arrived(/^POST \/auth\/\S+ 403 FORBIDDEN$/)).toBe(3 * AUTH_PATHS.length)
  })

  test('a form that navigates the page has no effect', async () => {
    for (const { url, body } of targets()) {
      await page.goto(origin())
      await Promise.all([page.waitForURL(url), page.evaluate(navigateByForm, { url, body })])
      expect(await page.evaluate('document.body.textContent')).toContain('"errors"')
    }
    expect(arrived(new RegExp(`^POST /graphql ${refusal}$`))).toBe(1)
    expect(arrived(/^POST \/auth\/\S+ 403 FORBIDDEN$/)).toBe(AUTH_PATHS.length)
  })

  test('fetch and XMLHttpRequest in both modes and with all content types have no effect', async () => {
    const seen = await page.evaluate(fetchAll, targets())
    expect(seen).toHaveLength(12 * targets().length)
    expect(new Set(seen)).toEqual(new Set(['TypeError', 'opaque 0 ', '0 ']))
    expect(arrived(new RegExp(`^POST /graphql ${refusal}$`))).toBeGreaterThan(5)
    expect(arrived(/^POST \/auth\/\S+ 403 FORBIDDEN$/)).toBeGreaterThan(5 * AUTH_PATHS.length)
  })

  test('beacons have no effect', async () => {
    const sent = await page.evaluate(sendBeacons, targets())
    expect(sent).toBe(3 * targets().length)
    await expect.poll(() => arrived(/^POST /), { timeout: 20_000 }).toBe(sent)
    expect(arrived(new RegExp(`^POST /graphql ${refusal}$`))).toBe(3)
  })

  test('elements, streams and sockets have no effect', async () => {
    const seen = await page.evaluate(loadEverywhere, addresses())
    expect(seen.filter((what) => what !== 'error' && what !== 'load')).toEqual([])
    expect(arrived(new RegExp(`^GET /graphql ${refusal}$`))).toBeGreaterThan(10)
  })

  test("windows and frames cannot be read, and the server's pages cannot be framed", async () => {
    for (const url of [...addresses(), `${world.url}/graphiql`, `${world.url}/problems`]) {
      expect([url, await page.evaluate(popUp, url)]).toEqual([url, 'SecurityError'])
      expect([url, await page.evaluate(frame, url)]).toEqual([url, 'nothing'])
    }
    // A page that may not be framed shows the browser's own error.
    expect(page.frames().filter((one) => /graphiql|problems/.test(one.url()))).toEqual([])
  })
})

describe('DNS rebinding', () => {
  test('a rebound name cannot sign in, read the mailbox or use a session', async () => {
    const before = await state()
    const context = await browser.newContext()
    const page = await context.newPage()
    const rebound = world.url.replace('127.0.0.1', 'rebind.example')
    await page.goto(`${rebound}/graphiql`)
    const seen = await page.evaluate(async (sent) => {
      const answers: string[] = []
      for (const { url, body } of sent) {
        const headers = { 'content-type': 'application/json' }
        const path = new URL(url).pathname
        const response = await fetch(path, { method: 'POST', headers, body })
        answers.push(`${path} ${response.status} ${(await response.json()).errors[0].extensions.code}`)
      }
      answers.push(`mailbox ${(await fetch('/mail/messages')).status}`)
      return answers
    }, targets())
    expect(seen).toEqual([
      '/graphql 401 UNAUTHENTICATED',
      ...AUTH_PATHS.map((path) => `${path} 403 FORBIDDEN`),
      'mailbox 404',
    ])
    expect(await context.cookies()).toEqual([])
    expect(await state()).toEqual(before)
    await context.close()
  })

  test.each([
    'rebind.example',
    'localhost.rebind.example',
    '127.0.0.1.rebind.example',
    '',
    'a b',
    '[::1]x',
    '@',
  ])('the Host header %j has no effect', async (name) => {
    const before = await state()
    const { port } = new URL(world.url)
    const host = name === '' ? '' : `${name}:${port}`
    for (const { url, body } of targets())
      for (const origin of [`http://${host}`, foreign.origin]) {
        const headers = { host, origin, 'content-type': 'application/json', cookie: 'latchkey=x' }
        const answer = await sendRaw(world.url, {
          path: new URL(url).pathname,
          headers: Object.entries(headers),
          body,
        })
        expect(answer.status).toBe(403)
        expect(JSON.stringify([answer.body, ...answer.headers])).not.toContain('rebind')
      }
    expect(await state()).toEqual(before)
  })
})
