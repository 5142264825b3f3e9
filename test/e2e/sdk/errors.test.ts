// The errors that the SDK throws, and what neither they nor a client may print.

import { inspect } from 'node:util'
import { Latchkey, LatchkeyError, LatchkeyProblem } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { apiKey, BROKER_KEY_INPUT, client, printed, thrown } from './call-errors.ts'
import { answering, data, json, problem } from './fake-server.ts'

describe('an error response', () => {
  it('throws a LatchkeyProblem with all details of the error', async () => {
    const issues = [
      { path: 'owners.0.email', code: 'INVALID_EMAIL', message: 'Write it as name@example.com.' },
    ]
    await using server = await answering((response) =>
      problem(response, 422, 'VALIDATION_FAILED', 'Correct what the issues name.', { issues }),
    )
    const error = await thrown(client(server.url).submissions.create({ name: 'Second bakery' }))
    expect(error).toBeInstanceOf(LatchkeyProblem)
    expect(error).toBeInstanceOf(LatchkeyError)
    expect(error).toMatchObject({
      name: 'LatchkeyValidationError',
      message: 'Correct what the issues name.',
      code: 'VALIDATION_FAILED',
      status: 422,
      requestId: 'req_1',
      issues,
      docUrl: 'https://docs.example/VALIDATION_FAILED',
      retryAfterMs: null,
      retryable: false,
      maybeApplied: false,
    })
    expect(String(error)).toBe('LatchkeyValidationError: Correct what the issues name.')
  })

  it('throws a LatchkeyProblem for a response without data and with few extensions', async () => {
    await using server = await answering((response) =>
      json(response, 401, {
        errors: [{ message: 'Send an API key.', extensions: { code: 'UNAUTHENTICATED', status: 401 } }],
      }),
    )
    expect(await thrown(client(server.url).viewer())).toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
      requestId: null,
      issues: [],
      docUrl: null,
    })
  })

  it('uses the first of several errors, even with partial data', async () => {
    const errors = ['API_KEY_NOT_FOUND', 'INTERNAL'].map((code) => ({
      message: code,
      extensions: { code, status: 404 },
    }))
    await using server = await answering((response) =>
      json(response, 200, { data: { apiKey: null }, errors }),
    )
    expect(await thrown(client(server.url).apiKeys.get('apk_1'))).toMatchObject({
      code: 'API_KEY_NOT_FOUND',
    })
  })

  it('reads retryAfterMs from the body or the header', async () => {
    await using server = await answering((response, _request, nth) => {
      if (nth === 1) return problem(response, 429, 'RATE_LIMITED', 'Later.', { retryAfterSeconds: 600 })
      response.setHeader('retry-after', '7')
      problem(response, 503, 'UNAVAILABLE', 'Later.')
    })
    const latchkey = client(server.url)
    expect(await thrown(latchkey.viewer())).toMatchObject({ retryAfterMs: 600_000 })
    expect(await thrown(latchkey.viewer())).toMatchObject({ retryAfterMs: 7_000 })
  })

  it.each([
    ['INTERNAL', true],
    ['UNAVAILABLE', true],
    ['IDEMPOTENCY_IN_PROGRESS', true],
    ['SECRET_ALREADY_USED', true],
    ['BROKER_KEY_EXISTS', false],
    ['RATE_LIMITED', false],
  ])('%s for a mutation sets maybeApplied to %s', async (code, may) => {
    await using server = await answering((response) => problem(response, 409, code, 'No.'))
    const latchkey = client(server.url)
    expect(await thrown(latchkey.apiKeys.createForBroker(BROKER_KEY_INPUT))).toHaveProperty(
      'maybeApplied',
      may,
    )
    expect(await thrown(latchkey.viewer())).toHaveProperty('maybeApplied', false)
  })

  it('accepts an unknown error code', async () => {
    await using server = await answering((response) =>
      problem(response, 409, 'FUTURE_CODE', 'Try again later.'),
    )
    const error = await thrown(client(server.url).viewer())
    expect(error).toMatchObject({ code: 'FUTURE_CODE', status: 409 })
    expect(error instanceof LatchkeyProblem && error.is('INTERNAL', 'UNAVAILABLE')).toBe(false)
  })

  it('narrows the code with is()', () => {
    const error = new LatchkeyProblem({ message: 'Rotate it.', code: 'BROKER_KEY_EXISTS', status: 409 })
    if (!error.is('BROKER_KEY_EXISTS', 'BROKER_NOT_FOUND')) return expect.unreachable()
    error.code satisfies 'BROKER_KEY_EXISTS' | 'BROKER_NOT_FOUND'
    expect(error.code).toBe('BROKER_KEY_EXISTS')
  })
})
it('rejects an invalid idempotency key before sending the request', async () => {
  const latchkey = new Latchkey({ apiKey, url: 'http://127.0.0.1:1/graphql' })
  for (const idempotencyKey of ['', 'with a space', 'a'.repeat(257), '{braces}']) {
    const error = await thrown(latchkey.submissions.create({ name: 'Corner Bakery' }, { idempotencyKey }))
    expect(error).toEqual(
      new LatchkeyError('`idempotencyKey` must have 1 to 256 characters of A-Z, a-z, 0-9, _ and -.'),
    )
  }
})
describe('the API key', () => {
  it('is sent by POST in its header, next to custom headers', async () => {
    await using server = await answering((response) =>
      data(response, { viewer: { environment: 'DEVELOPMENT' } }),
    )
    const latchkey = new Latchkey({ apiKey, url: server.url, headers: { 'x-trace': 'abc' } })
    expect(await latchkey.viewer()).toEqual({ environment: 'DEVELOPMENT' })
    expect(server.requested[0]).toMatchObject({
      method: 'POST',
      headers: { 'x-api-key': apiKey, 'x-trace': 'abc' },
    })
  })

  it('does not appear in anything printed from a client', () => {
    const latchkey = new Latchkey({ apiKey, url: 'https://latchkey.example/graphql' })
    for (const value of [latchkey, latchkey.apiKeys, latchkey.submissions])
      expect(printed(value)).not.toContain(apiKey)
    // A list that is not loaded has no JSON.
    expect(inspect(latchkey.apiKeys.list(), { depth: null, showHidden: true })).not.toContain(apiKey)
  })

  it('does not appear in an error, even if the server repeats it; neither does the input', async () => {
    await using server = await answering((response, { headers }) => {
      const echo = `Access denied for ${headers['x-api-key']}.`
      problem(response, 403, 'FORBIDDEN', echo, {
        requestId: echo,
        docUrl: echo,
        issues: [{ path: echo, code: echo, message: echo }],
      })
    })
    const error = await thrown(client(server.url).apiKeys.createForBroker(BROKER_KEY_INPUT))
    expect(error).toMatchObject({ code: 'FORBIDDEN', message: 'Access denied for [the API key].' })
    expect(printed(error)).not.toContain(apiKey)
    expect(printed(error)).not.toContain('a-name-nobody-may-read')
    expect(error).not.toHaveProperty('cause')
  })
})
