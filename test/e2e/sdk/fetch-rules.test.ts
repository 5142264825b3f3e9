// How the SDK calls `fetch`: never from a cache, within the total timeout, and with errors of frameworks unchanged.

import { Latchkey } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { apiKey, printed, thrown } from './call-errors.ts'
import { cut, inTurn, page, patient, refused, SUBMISSION_INPUT } from './scripted-answers.ts'

const URL = 'https://latchkey.example/graphql'

/** A client whose `fetch` always fails with this, and the requests that it got. */
function failing(reason: unknown) {
  const requests: (RequestInit | undefined)[] = []
  const { latchkey, pauses } = patient(URL, {
    fetch: async (_input, init) => {
      requests.push(init)
      throw reason
    },
  })
  return { latchkey, pauses, requests }
}

describe('fetch', () => {
  it('is called with cache: no-store', async () => {
    const { latchkey, requests } = failing(new Error('No.'))
    await thrown(latchkey.viewer())
    expect(requests).toHaveLength(3)
    for (const init of requests) expect(init).toMatchObject({ cache: 'no-store', redirect: 'manual' })
  })

  it.each([
    [
      'an error of Next.js',
      Object.assign(new Error('Dynamic server usage'), { digest: 'DYNAMIC_SERVER_USAGE' }),
    ],
    ['a redirect of Next.js', Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;/login' })],
    ['a postponement of React', { $$typeof: Symbol.for('react.postpone') }],
  ])('may throw %s, which passes unchanged and is not retried', async (_what, reason) => {
    const { latchkey, requests } = failing(reason)
    expect(await thrown(latchkey.submissions.create(SUBMISSION_INPUT))).toBe(reason)
    expect(requests).toHaveLength(1)
  })

  it('is not called again after the runtime refused a request', async () => {
    const secret = `Headers.append: "${apiKey}" is an invalid header value.`
    const { latchkey, requests } = failing(new TypeError(secret, { cause: new Error(secret) }))
    const error = await thrown(latchkey.submissions.create(SUBMISSION_INPUT))
    expect(error).toMatchObject({ code: 'NOT_SENT', retryable: false, status: null })
    expect(requests).toHaveLength(1)
    expect(printed(error)).not.toContain(apiKey)
    expect(printed(error)).not.toContain(SUBMISSION_INPUT.name)
    expect(error).not.toHaveProperty('cause')
  })
})

describe('totalTimeoutMs', () => {
  it('ends retries whose delay it does not leave time for', async () => {
    for (const answer of [
      page(503, { 'retry-after': '5' }),
      refused(429, 'RATE_LIMITED', { retryAfterSeconds: 5 }),
    ]) {
      await using server = await inTurn(answer)
      const { latchkey, pauses } = patient(server.url, { totalTimeoutMs: 4_000 })
      expect(await thrown(latchkey.viewer())).toMatchObject({ retryAfterMs: 5_000, retryable: true })
      expect(pauses).toEqual([])
    }
  })

  it('ends an attempt that takes longer', async () => {
    await using server = await inTurn(() => {})
    const latchkey = new Latchkey({ apiKey, url: server.url, totalTimeoutMs: 100 })
    expect(await thrown(latchkey.viewer())).toMatchObject({ name: 'LatchkeyTimeoutError', code: 'TIMEOUT' })
    expect(server.requested).toHaveLength(1)
  })

  it('can be set for one call', async () => {
    await using server = await inTurn(cut)
    const { latchkey, pauses } = patient(server.url, { maxRetries: 10 })
    await thrown(latchkey.viewer({ totalTimeoutMs: 1, timeoutMs: 60_000 }))
    expect(pauses).toEqual([])
    for (const totalTimeoutMs of [0, -1, Number.NaN, 3_000_000_000])
      expect(() => patient(server.url, { totalTimeoutMs })).toThrow('`totalTimeoutMs`')
  })
})
