// What the SDK says about a request that a runtime refused, and which errors it leaves to a framework.

import { browserHint, isControlFlow, refusalOf, watchCsp } from '@latchkey/sdk/core/network-error.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'

const url = new URL('https://api.example/graphql')

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('refusalOf', () => {
  it.each<[what: string, error: unknown, said: RegExp]>([
    [
      'an AbortSignal of another realm',
      new TypeError('RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.'),
      /different realms/,
    ],
    ['an invalid header', new TypeError('Headers.append: "secret" is an invalid header value.'), /header/],
    [
      'an unsupported header',
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('expect header not supported'), { code: 'UND_ERR_NOT_SUPPORTED' }),
      }),
      /header/,
    ],
    [
      'the permissions of Deno',
      Object.assign(new Error('Requires net access to "api.example:443"'), { name: 'NotCapable' }),
      /--allow-net=api\.example/,
    ],
    [
      'the permissions of Node',
      Object.assign(new Error('No.'), { code: 'ERR_ACCESS_DENIED' }),
      /--allow-net/,
    ],
    ['a Worker without subrequests', new Error('Too many subrequests.'), /subrequests/],
    [
      'a client of another request of a Worker',
      new Error('Cannot perform I/O on behalf of a different request.'),
      /inside the request handler/,
    ],
    ['a blocked port', new TypeError('fetch failed', { cause: new Error('bad port') }), /port/],
    ['mixed content', new TypeError('Mixed Content: blocked'), /https/],
  ])('names %s, without repeating the error', (_what, error, said) => {
    const refusal = refusalOf(error, url, false)
    expect(refusal).toMatch(said)
    expect(refusal).not.toContain('secret')
  })

  it.each<[what: string, error: unknown]>([
    [
      'a refused connection',
      new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) }),
    ],
    [
      'a timeout of headers',
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('Headers Timeout'), { code: 'UND_ERR_HEADERS_TIMEOUT' }),
      }),
    ],
    [
      'a broken response header',
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('Invalid header value char'), { code: 'HPE_INVALID_HEADER_TOKEN' }),
      }),
    ],
    ['a failed fetch of a browser', new TypeError('Failed to fetch')],
  ])('says nothing about %s', (_what, error) => expect(refusalOf(error, url, false)).toBeNull())
})

describe('in a browser', () => {
  it('a violation of the Content Security Policy is recognized by its event', () => {
    const page = new EventTarget()
    vi.stubGlobal('document', page)
    const violation = (blockedURI: string) =>
      page.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { blockedURI }))
    const csp = watchCsp(url)
    violation('https://other.example/x')
    expect(csp.isBlocked()).toBe(false)
    violation('https://api.example/graphql')
    expect(csp.isBlocked()).toBe(true)
    expect(refusalOf(new TypeError('Failed to fetch'), url, csp.isBlocked())).toMatch(
      /Content Security Policy.*https:\/\/api\.example/,
    )
    csp.stop()
    const next = watchCsp(url)
    next.stop()
    violation('https://api.example/graphql')
    expect(next.isBlocked()).toBe(false)
  })

  it('other failures get a hint', () => {
    expect(browserHint(url)).toBe('')
    vi.stubGlobal('location', { origin: 'https://app.example' })
    vi.stubGlobal('navigator', { onLine: true })
    expect(browserHint(url)).toMatch(/CORS.*https:\/\/app\.example/)
    expect(browserHint(new URL('http://127.0.0.1:4000/graphql'))).toMatch(/mixed content/)
    expect(browserHint(new URL('https://app.example/graphql'))).toBe('')
    vi.stubGlobal('navigator', { onLine: false })
    expect(browserHint(url)).toBe(' The browser is offline.')
  })
})

it('control flow of frameworks is recognized', () => {
  const dynamic = Object.assign(new Error('Dynamic server usage'), { digest: 'DYNAMIC_SERVER_USAGE' })
  const postponed = { $$typeof: Symbol.for('react.postpone') }
  for (const thrown of [dynamic, Promise.resolve(), postponed]) expect(isControlFlow(thrown)).toBe(true)
  for (const thrown of [new Error('No.'), null, undefined, 'digest', { digest: 5 }])
    expect(isControlFlow(thrown)).toBe(false)
})
