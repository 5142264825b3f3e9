// Access tokens instead of a key: how the SDK sends, gets and renews them, and never leaks them.

import { Latchkey, LatchkeyConnectionError, LatchkeyError, LatchkeyProblem, logIn } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { printed, thrown } from './call-errors.ts'
import { type Answering, answering, data, json, problem } from './fake-server.ts'

const password = 'a walk by the river at night'
const who = { username: 'dana', password }
const token = (nth: number) => `token-of-dana.${'0'.repeat(40)}.${nth}`

/** Issues a new token, valid for this many seconds, on each token request. Otherwise returns the caller. */
function tokens(expiresInSeconds: number): Promise<Answering> {
  let given = 0
  return answering((response, { path }) => {
    if (path !== '/auth/token') data(response, { viewer: { scopes: [] } })
    else json(response, 200, { accessToken: token(++given), tokenType: 'Bearer', expiresInSeconds })
  })
}

const credentials = ({ requested }: Answering) =>
  requested.map(
    ({ path, headers }) => `${path} ${headers.authorization ?? headers['x-api-key'] ?? 'nothing'}`,
  )

describe('an access token', () => {
  it('is sent as a bearer token without an API key', async () => {
    await using server = await tokens(900)
    await new Latchkey({ url: server.url, accessToken: 'a.b.c' }).viewer()
    expect(credentials(server)).toEqual(['/graphql Bearer a.b.c'])
    expect(server.requested[0]?.headers).not.toHaveProperty('x-api-key')
  })

  it('is requested from its function before each attempt', async () => {
    await using server = await answering((response, _request, nth) =>
      nth === 1 ? response.destroy() : data(response, { viewer: { scopes: [] } }),
    )
    let requested = 0
    const accessToken = async () => token(++requested)
    const latchkey = new Latchkey({ url: server.url, accessToken, pause: async () => {} })
    await latchkey.viewer()
    await latchkey.viewer()
    expect(credentials(server)).toEqual([1, 2, 3].map((nth) => `/graphql Bearer ${token(nth)}`))
  })

  it('rejects with the error of its function and sends nothing', async () => {
    await using server = await tokens(900)
    const reason = new Error('No user is signed in.')
    const latchkey = new Latchkey({ url: server.url, accessToken: () => Promise.reject(reason) })
    expect(await thrown(latchkey.viewer())).toBe(reason)
    const mistaken = new Latchkey({ url: server.url, accessToken: () => 'Bearer a.b.c' })
    expect(await thrown(mistaken.viewer())).toBeInstanceOf(LatchkeyError)
    expect(server.requested).toEqual([])
  })

  it('is not awaited after the signal aborts', async () => {
    const leaving = new AbortController()
    const accessToken = () => {
      queueMicrotask(() => leaving.abort(new Error('The user left.')))
      return new Promise<string>(() => {})
    }
    const latchkey = new Latchkey({ url: 'https://latchkey.example/graphql', accessToken })
    expect(await thrown(latchkey.viewer({ signal: leaving.signal }))).toBe(leaving.signal.reason)
  })

  it('does not appear in an error, even if the server repeats it, or in anything printed', async () => {
    await using server = await answering((response, { headers }) =>
      problem(response, 401, 'TOKEN_INVALID', `Not with ${headers.authorization}.`),
    )
    for (const accessToken of [token(1), () => token(1)]) {
      const latchkey = new Latchkey({ url: server.url, accessToken })
      const error = await thrown(latchkey.viewer())
      expect(error).toHaveProperty('message', 'Not with Bearer [the access token].')
      expect(printed(error) + printed(latchkey)).not.toContain(token(1))
    }
  })
})

describe('logIn', () => {
  it('requests a token once and reuses it until it must be renewed', async () => {
    await using server = await tokens(900)
    const { accessToken } = await logIn({ url: server.url, environment: 'PRODUCTION', ...who })
    const latchkey = new Latchkey({ url: server.url, accessToken })
    await latchkey.viewer()
    await latchkey.viewer()
    expect(credentials(server)).toEqual([
      '/auth/token nothing',
      `/graphql Bearer ${token(1)}`,
      `/graphql Bearer ${token(1)}`,
    ])
    expect(server.requested[0]).toMatchObject({ method: 'POST', body: { ...who, environment: 'PRODUCTION' } })
    expect(printed(accessToken) + printed(latchkey)).not.toMatch(/river|token-of-dana/)
  })

  it('renews the token automatically, without the password, once for concurrent calls', async () => {
    await using server = await tokens(0)
    const { accessToken } = await logIn({ url: server.url, ...who })
    const latchkey = new Latchkey({ url: server.url, accessToken })
    await Promise.all([latchkey.viewer(), latchkey.viewer(), latchkey.viewer()])
    expect(credentials(server)).toEqual([
      '/auth/token nothing',
      `/auth/token Bearer ${token(1)}`,
      ...Array(3).fill(`/graphql Bearer ${token(2)}`),
    ])
    expect(server.requested[1]?.body).toEqual({})
  })

  it('retries a renewal but not a login', async () => {
    let down = false
    await using server = await answering((response, { path }, nth) => {
      if (down || nth === 2) response.writeHead(503).end()
      else if (path === '/auth/token') json(response, 200, { accessToken: token(nth), expiresInSeconds: 0 })
      else data(response, { viewer: { scopes: [] } })
    })
    const options = { url: server.url, pause: async () => {} }
    const { accessToken } = await logIn({ ...options, ...who })
    expect(await accessToken()).toBe(token(3))
    down = true
    const before = server.requested.length
    const error = await thrown(logIn({ ...options, ...who }))
    expect(server.requested.length - before).toBe(1)
    expect(error).toBeInstanceOf(LatchkeyConnectionError)
    expect(error).toMatchObject({
      message: `${new URL(server.url).origin} responded to the sign-in request with HTTP 503, but not in the format of Latchkey. Check \`url\` and any proxy in between.`,
      maybeApplied: false,
    })
  })

  it('throws a LatchkeyProblem without the password, even if the server repeats it', async () => {
    await using server = await answering((response, { body }) =>
      problem(response, 401, 'LOGIN_FAILED', `Not with ${body['password']}.`),
    )
    const error = await thrown(logIn({ url: server.url, ...who }))
    expect(error).toBeInstanceOf(LatchkeyProblem)
    expect(error).toMatchObject({ code: 'LOGIN_FAILED', message: 'Not with [the password].' })
    expect(printed(error)).not.toContain(password)
    expect(error).not.toHaveProperty('cause')
    // A word that occurs in every sentence can't be a real password, and must not make the messages
    // unreadable.
    expect(await thrown(logIn({ url: server.url, username: 'dana', password: 'Not' }))).toMatchObject({
      code: 'LOGIN_FAILED',
    })
  })

  it.each([
    ['an HTML page', '<html>a walk by the river at night'],
    ['a response without a token', '{"password":"a walk by the river at night"}'],
  ])('rejects an invalid response: %s', async (_what, body) => {
    await using server = await answering((response) => response.end(body))
    const error = await thrown(logIn({ url: server.url, ...who }))
    expect(error).toMatchObject({ reason: 'INVALID_RESPONSE', status: 200 })
    expect(printed(error)).not.toContain(password)
  })

  it('rejects invalid options and sends no password over plain HTTP', async () => {
    const url = 'https://latchkey.example/graphql'
    for (const wrong of [
      { url, username: 'dana', password: '' },
      { url, username: undefined, password },
      { url: 'http://latchkey.example/graphql', ...who },
      { url, ...who, timeoutMs: 0 },
    ])
      expect(await thrown(logIn(wrong))).toBeInstanceOf(LatchkeyError)
  })
})
