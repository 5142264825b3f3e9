// Retry-After, the delays between attempts, and which failures the SDK retries.

import { LatchkeyConnectionError, LatchkeyProblem } from '@latchkey/sdk'
import { msOf, Retries, retryDelay } from '@latchkey/sdk/core/retry.ts'
import { describe, expect, it } from 'vitest'

describe('Retry-After', () => {
  it.each([
    ['7', 7_000],
    [' 7 ', 7_000],
    ['0', 0],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ])('accepts %j', (text, ms) => expect(msOf(text)).toBe(ms))

  it('accepts an HTTP date', () => {
    const ms = msOf(new Date(Date.now() + 20_000).toUTCString())
    // HTTP dates have whole seconds.
    expect(ms).toBeGreaterThan(15_000)
    expect(ms).toBeLessThanOrEqual(20_000)
  })

  it.each([
    null,
    '',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x10',
    '1, 2',
    'soon',
    '1 second',
    '99999999999999999999',
    '2026-11-27T22:00:00Z',
    'Wednesday, 21-Oct-15 07:28:00 GMT',
    'Wed, 21 Oct 2015 07:28:00',
    'Wed, 21 Oct 2015 07:28:00 +0200',
    'Wed, 77 Oct 2015 07:28:00 GMT',
  ])('ignores %j', (text) => expect(msOf(text)).toBeNull())
})

const problem = (status: number, code: string) => new LatchkeyProblem({ message: 'No.', code, status })
const lost = (reason: LatchkeyConnectionError['reason'], status: number | null = null) =>
  new LatchkeyConnectionError({ message: 'No.', reason, status, maybeApplied: false })

describe('retryDelay', () => {
  it('is a random part of a time that doubles, after Retry-After', () => {
    const failure = { error: lost('NETWORK'), retryAfterMs: null }
    expect([1, 2, 3, 4, 5, 6].map((tries) => retryDelay(failure, tries, 1))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 8_000,
    ])
    expect(retryDelay(failure, 3, 0)).toBe(0)
    expect(retryDelay(failure, 3, 0.25)).toBe(500)
    expect(retryDelay({ ...failure, retryAfterMs: 7_000 }, 1, 0.5)).toBe(7_250)
  })

  it.each([
    ['NETWORK', lost('NETWORK'), true],
    ['TIMEOUT', lost('TIMEOUT'), true],
    ['NOT_SENT', lost('NOT_SENT'), false],
    ['a page with 200', lost('INVALID_RESPONSE', 200), false],
    ['a page with 404', lost('INVALID_RESPONSE', 404), false],
    ['a page with 408', lost('INVALID_RESPONSE', 408), true],
    ['a page with 409', lost('INVALID_RESPONSE', 409), false],
    ['a page with 429', lost('INVALID_RESPONSE', 429), true],
    ['a page with 500', lost('INVALID_RESPONSE', 500), true],
    ['a page with 503', lost('INVALID_RESPONSE', 503), true],
    ['BURST_LIMITED', problem(429, 'BURST_LIMITED'), true],
    ['INTERNAL', problem(500, 'INTERNAL'), true],
    ['UNAVAILABLE', problem(503, 'UNAVAILABLE'), true],
    ['IDEMPOTENCY_IN_PROGRESS', problem(409, 'IDEMPOTENCY_IN_PROGRESS'), true],
    ['VERSION_CONFLICT', problem(409, 'VERSION_CONFLICT'), false],
    ['VALIDATION_FAILED', problem(422, 'VALIDATION_FAILED'), false],
    ['API_KEY_INVALID', problem(401, 'API_KEY_INVALID'), false],
  ])('after %s', (_what, error, retries) => {
    expect(error.retryable).toBe(retries)
    expect(retryDelay({ error, retryAfterMs: null }, 1, 1)).toBe(retries ? 500 : null)
  })
})

describe('Retries', () => {
  const count = (error: LatchkeyProblem, maxRetries: number, isPaced = false) => {
    const retries = new Retries(maxRetries)
    let delays = 0
    while (retries.delayAfter({ error, retryAfterMs: null }, isPaced) !== null) delays += 1
    return delays
  }

  it('allows maxRetries retries', () => {
    for (const maxRetries of [0, 1, 2, 10])
      expect(count(problem(503, 'UNAVAILABLE'), maxRetries)).toBe(maxRetries)
  })

  it('does not count requests that the server has not started, up to 20', () => {
    expect(count(problem(409, 'IDEMPOTENCY_IN_PROGRESS'), 2)).toBe(20)
    expect(count(problem(429, 'BURST_LIMITED'), 2, true)).toBe(20)
    expect(count(problem(429, 'BURST_LIMITED'), 2, false)).toBe(2)
    expect(count(problem(409, 'IDEMPOTENCY_IN_PROGRESS'), 0)).toBe(0)
  })
})
