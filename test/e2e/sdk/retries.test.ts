// Which requests the SDK retries, when and with what; and which it does not.

import { Latchkey } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { apiKey, thrown } from './call-errors.ts'
import {
  type Answer,
  cut,
  cutInside,
  inTurn,
  made,
  page,
  patient,
  refused,
  SUBMISSION_INPUT,
} from './scripted-answers.ts'

describe('the SDK retries', () => {
  it.each<[what: string, answer: Answer]>([
    ['a broken connection', cut],
    ['a truncated response', cutInside],
    ['a 408 page of a proxy', page(408)],
    ['a 500 page of a proxy', page(500)],
    ['a 502 page of a proxy', page(502)],
    ['a 503 page of a proxy', page(503)],
    ['a 504 page of a proxy', page(504)],
    ['a 429 of a proxy with Retry-After', page(429, { 'retry-after': '1' })],
    ['a 429 of a proxy without Retry-After', page(429)],
    ['INTERNAL', refused(500, 'INTERNAL')],
    ['UNAVAILABLE', refused(503, 'UNAVAILABLE')],
    ['an unknown error code with status 503', refused(503, 'FUTURE_CODE')],
    ['IDEMPOTENCY_IN_PROGRESS', refused(409, 'IDEMPOTENCY_IN_PROGRESS', { retryAfterSeconds: 1 })],
    ['RATE_LIMITED with retryAfterSeconds', refused(429, 'RATE_LIMITED', { retryAfterSeconds: 1 })],
  ])('%s', async (_what, answer) => {
    await using server = await inTurn(answer, answer, made)
    const { latchkey, pauses } = patient(server.url)
    expect(await latchkey.submissions.create(SUBMISSION_INPUT)).toEqual({ id: 'sub_1' })
    expect(server.requested).toHaveLength(3)
    expect(pauses).toHaveLength(2)
    const keys = server.requested.map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[\w-]{32,}$/)
    expect(server.requested.map(({ body }) => body)).toEqual(Array(3).fill(server.requested[0]?.body))
  })

  it('a timeout', async () => {
    await using server = await inTurn(
      () => {},
      () => {},
      made,
    )
    // As many retries as needed, in case this machine itself is too slow to answer in time.
    const { latchkey } = patient(server.url, { timeoutMs: 500, maxRetries: 10 })
    expect(await latchkey.submissions.create(SUBMISSION_INPUT)).toEqual({ id: 'sub_1' })
    expect(server.requested.length).toBeGreaterThanOrEqual(3)
    expect(new Set(server.requested.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })

  it('a refused connection', async () => {
    await using server = await inTurn(made)
    const refusing = Object.assign(new Error('Connection refused.'), { code: 'ECONNREFUSED' })
    let tries = 0
    const { latchkey } = patient(server.url, {
      fetch: (...request) => (++tries === 1 ? Promise.reject(refusing) : fetch(...request)),
    })
    expect(await latchkey.submissions.create(SUBMISSION_INPUT)).toEqual({ id: 'sub_1' })
    expect(tries).toBe(2)
  })

  it('a query, without an idempotency key', async () => {
    await using server = await inTurn(cut, made)
    expect(await patient(server.url).latchkey.viewer()).toEqual({ scopes: [] })
    expect(server.requested.map(({ headers }) => headers['idempotency-key'])).toEqual([undefined, undefined])
  })

  it('up to maxRetries times, and never with 0', async () => {
    for (const [maxRetries, requested] of [
      [0, 1],
      [1, 2],
      [undefined, 3],
      [10, 11],
    ] as const) {
      await using server = await inTurn(cut)
      expect(await thrown(patient(server.url, { maxRetries }).latchkey.viewer())).toMatchObject({
        reason: 'NETWORK',
      })
      expect(server.requested).toHaveLength(requested)
    }
  })
})

describe('the SDK does not retry', () => {
  it.each<[what: string, answer: Answer]>([
    ['VALIDATION_FAILED', refused(422, 'VALIDATION_FAILED')],
    ['API_KEY_INVALID', refused(401, 'API_KEY_INVALID')],
    ['IDEMPOTENCY_MISMATCH', refused(422, 'IDEMPOTENCY_MISMATCH')],
    ['VERSION_CONFLICT', refused(409, 'VERSION_CONFLICT')],
    ['an unknown error code with status 409', refused(409, 'FUTURE_CODE')],
    ['a 409 page of a proxy', page(409)],
    ['RATE_LIMITED with a long wait', refused(429, 'RATE_LIMITED', { retryAfterSeconds: 600 })],
    ['UNAVAILABLE with a long wait', page(503, { 'retry-after': '3600' })],
    ['an HTML page', page(200)],
    ['a 404 page', page(404)],
    ['a redirect', page(307, { location: 'https://elsewhere.example' })],
  ])('%s', async (_what, answer) => {
    await using server = await inTurn(answer)
    const { latchkey, pauses } = patient(server.url)
    await thrown(latchkey.submissions.create(SUBMISSION_INPUT))
    expect(server.requested).toHaveLength(1)
    expect(pauses).toEqual([])
  })
})

describe('the delay between attempts', () => {
  it('is a random part of a time that doubles up to 8 seconds', async () => {
    await using server = await inTurn(cut)
    const { latchkey, pauses } = patient(server.url, { maxRetries: 6 })
    await thrown(latchkey.viewer())
    const most = [500, 1_000, 2_000, 4_000, 8_000, 8_000]
    expect(pauses).toHaveLength(most.length)
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(0)
      expect(pause).toBeLessThanOrEqual(most[index] ?? 0)
    }
    expect(new Set(pauses).size).toBe(most.length)
  })

  it.each<[what: string, answer: Answer]>([
    ['in the body', refused(429, 'RATE_LIMITED', { retryAfterSeconds: 20 })],
    ['in the header', page(503, { 'retry-after': '20' })],
    ['in the header, as a date', (response) => page(503, { 'retry-after': in20Seconds() })(response)],
  ])('is at least the Retry-After value: %s', async (_what, answer) => {
    await using server = await inTurn(answer, made)
    const { latchkey, pauses } = patient(server.url)
    await latchkey.viewer()
    // HTTP dates have whole seconds.
    expect(pauses[0]).toBeGreaterThan(18_000)
    expect(pauses[0]).toBeLessThanOrEqual(20_500)
  })

  it('ends when the signal aborts, with its reason', async () => {
    await using server = await inTurn(page(503, { 'retry-after': '30' }))
    const reason = new Error('The user left.')
    const leaving = new AbortController()
    const { signal } = leaving
    const listening = new Set<unknown>()
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
    let listeners = 0
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listening.add(args[1])
      add(...args)
      // The first listener belongs to the credential, the second to the response, the third to the pause.
      if (++listeners === 3) queueMicrotask(() => leaving.abort(reason))
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listening.delete(args[1])
      remove(...args)
    }
    // The real pause: half a minute or more, which this test does not wait for.
    const latchkey = new Latchkey({ apiKey, url: server.url })
    expect(await thrown(latchkey.submissions.create(SUBMISSION_INPUT, { signal }))).toBe(reason)
    expect(server.requested).toHaveLength(1)
    expect(listeners).toBe(3)
    expect(listening.size).toBe(0)
  })
})

describe('a custom idempotency key', () => {
  it('is sent with all attempts of the call', async () => {
    await using server = await inTurn(cut, made)
    await patient(server.url).latchkey.submissions.create(SUBMISSION_INPUT, {
      idempotencyKey: 'import-2026-11-22_17',
    })
    expect(server.requested.map(({ headers }) => headers['idempotency-key'])).toEqual(
      Array(2).fill('import-2026-11-22_17'),
    )
  })

  it('is generated for each call if omitted', async () => {
    await using server = await inTurn(made)
    const { latchkey } = patient(server.url)
    for (let calls = 0; calls < 3; calls += 1) await latchkey.submissions.create(SUBMISSION_INPUT)
    expect(new Set(server.requested.map(({ headers }) => headers['idempotency-key'])).size).toBe(3)
  })
})

function in20Seconds(): string {
  return new Date(Date.now() + 20_000).toUTCString()
}
