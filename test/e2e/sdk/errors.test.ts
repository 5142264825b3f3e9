// The errors that the SDK throws, and what their messages must not contain.

import { inspect } from 'node:util'
import {
  type ConnectionOptions,
  Latchkey,
  LatchkeyConnectionError,
  LatchkeyError,
  type LatchkeyOptions,
  LatchkeyProblem,
} from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { answering, data, json, problem } from './fake-server.ts'

const apiKey = `bft_${'0123456789ab'.repeat(4)}`
const NO_TOKEN =
  '`accessToken` must be a bearer token, without a prefix or spaces, or a function that returns one.'
const input = { email: 'sam@bee.com', name: 'a-name-nobody-may-read' }

/** A client without retries: these tests check the errors, not the retries. */
function client(url: string, options: Partial<ConnectionOptions> = {}): Latchkey {
  return new Latchkey({ apiKey, url, maxRetries: 0, ...options })
}

/** Returns the error of a call. Fails the test if there is none. */
async function thrown(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('The call should have failed.'),
    (error: unknown) => error,
  )
}

/** Every form in which a value can be printed. */
function printed(value: unknown): string {
  const own = value instanceof Error ? [value.message, value.stack, String(value)] : []
  return [
    inspect(value, { depth: null, showHidden: true, getters: true }),
    JSON.stringify(value),
    ...own,
  ].join('\n')
}

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
      name: 'LatchkeyProblem',
      message: 'Correct what the issues name.',
      code: 'VALIDATION_FAILED',
      status: 422,
      requestId: 'req_1',
      issues,
      docUrl: 'https://docs.example/VALIDATION_FAILED',
      retryAfterSeconds: null,
      maybeApplied: false,
    })
    expect(String(error)).toBe('LatchkeyProblem: Correct what the issues name.')
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

  it('reads retryAfterSeconds from the body or the header', async () => {
    await using server = await answering((response, _request, nth) => {
      if (nth === 1) return problem(response, 429, 'RATE_LIMITED', 'Later.', { retryAfterSeconds: 600 })
      response.setHeader('retry-after', '7')
      problem(response, 503, 'UNAVAILABLE', 'Later.')
    })
    const latchkey = client(server.url)
    expect(await thrown(latchkey.viewer())).toMatchObject({ retryAfterSeconds: 600 })
    expect(await thrown(latchkey.viewer())).toMatchObject({ retryAfterSeconds: 7 })
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
    expect(await thrown(latchkey.apiKeys.createForBroker(input))).toHaveProperty('maybeApplied', may)
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

describe('no usable response', () => {
  const page = '<html>Bad gateway, you sent a-name-nobody-may-read</html>'

  it.each<[what: string, status: number, type: string, body: string]>([
    ['an error page of a proxy', 502, 'text/html', page],
    ['an HTML page', 200, 'text/html', page],
    ['unrelated JSON', 503, 'application/json', JSON.stringify({ message: page })],
    ['unrelated errors', 400, 'application/json', JSON.stringify({ errors: [{ message: page }] })],
    ['broken JSON', 200, 'application/json', '{"data":{"a-name-nobody-may-read'],
    ['a response without data', 200, 'application/json', '{"data":null}'],
    ['a JSON array', 200, 'application/json', '[]'],
    ['an empty response', 204, 'text/plain', ''],
  ])('%s', async (_what, status, type, body) => {
    await using server = await answering((response) =>
      response.writeHead(status, { 'content-type': type }).end(body),
    )
    const latchkey = client(server.url)
    const { origin } = new URL(server.url)

    const querying = await thrown(latchkey.viewer())
    expect(querying).toBeInstanceOf(LatchkeyConnectionError)
    expect(querying).toMatchObject({
      name: 'LatchkeyConnectionError',
      message: `${origin} answered viewer with HTTP ${status}, but not in the format of Latchkey. Check \`url\` and any proxy in between.`,
      reason: 'INVALID_RESPONSE',
      status,
      systemCode: null,
      maybeApplied: false,
    })

    const changing = await thrown(latchkey.apiKeys.createForBroker(input))
    expect(changing).toMatchObject({ reason: 'INVALID_RESPONSE', status, maybeApplied: true })
    expect(changing).toHaveProperty(
      'message',
      expect.stringMatching(/ The mutation may have been applied\. Check before you retry\.$/),
    )
    expect(printed(changing)).not.toContain('a-name-nobody-may-read')
  })

  it('does not follow a redirect or send the key to its target', async () => {
    await using elsewhere = await answering((response) => data(response, {}))
    await using server = await answering((response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    )
    expect(await thrown(client(server.url).viewer())).toMatchObject({
      message: `${new URL(server.url).origin} answered viewer with a redirect. The client does not send credentials to another address. Pass the final address as \`url\`.`,
      reason: 'INVALID_RESPONSE',
      status: 307,
    })
    expect(elsewhere.requested).toEqual([])
  })

  it('a refused connection: nothing was applied', async () => {
    const server = await answering(() => {})
    await server[Symbol.asyncDispose]()
    const error = await thrown(client(server.url).apiKeys.createForBroker(input))
    expect(error).toBeInstanceOf(LatchkeyConnectionError)
    expect(error).toMatchObject({
      message: `${new URL(server.url).origin} could not be reached for createBrokerKey (ECONNREFUSED).`,
      reason: 'NETWORK',
      systemCode: 'ECONNREFUSED',
      status: null,
      maybeApplied: false,
    })
  })

  it('a refused connection with a custom fetch: may have been applied', async () => {
    const refuse = async () => {
      throw Object.assign(new Error(`Could not send ${apiKey}`), { code: 'ECONNREFUSED' })
    }
    const latchkey = client('https://latchkey.example/graphql', { fetch: refuse })
    const error = await thrown(latchkey.apiKeys.createForBroker(input))
    expect(error).toMatchObject({
      reason: 'NETWORK',
      systemCode: 'ECONNREFUSED',
      maybeApplied: true,
    })
    expect(printed(error)).not.toContain(apiKey)
  })

  it('a broken connection: a mutation may have been applied', async () => {
    await using server = await answering((response) => response.destroy())
    const latchkey = client(server.url)
    expect(await thrown(latchkey.apiKeys.delete('apk_1'))).toMatchObject({
      reason: 'NETWORK',
      maybeApplied: true,
    })
    expect(await thrown(latchkey.viewer())).toMatchObject({ reason: 'NETWORK', maybeApplied: false })
  })

  it('a truncated response', async () => {
    await using server = await answering((response) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .write('{"data":', () => response.destroy())
    })
    expect(await thrown(client(server.url).viewer())).toMatchObject({
      reason: 'INVALID_RESPONSE',
      status: 200,
    })
  })

  it.each([
    ['no response', () => {}],
    [
      'an incomplete response',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":'),
    ],
  ] satisfies [string, Parameters<typeof answering>[0]][])('times out after %s', async (_what, answer) => {
    await using server = await answering(answer)
    const latchkey = client(server.url, { timeoutMs: 50 })
    expect(await thrown(latchkey.apiKeys.createForBroker(input))).toMatchObject({
      message: `${new URL(server.url).origin} did not respond to createBrokerKey within 50 ms. The mutation may have been applied. Check before you retry.`,
      reason: 'TIMEOUT',
      status: null,
      maybeApplied: true,
    })
    expect(await thrown(latchkey.viewer())).toMatchObject({ reason: 'TIMEOUT', maybeApplied: false })
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

describe('an AbortSignal', () => {
  it('rejects a running call with the reason of the signal', async () => {
    const reason = new Error('The user left.')
    const leaving = new AbortController()
    await using server = await answering(() => leaving.abort(reason))
    const latchkey = client(server.url)
    expect(await thrown(latchkey.apiKeys.createForBroker(input, { signal: leaving.signal }))).toBe(reason)
  })

  it('rejects before sending if it is already aborted', async () => {
    await using server = await answering((response) => data(response, {}))
    const latchkey = client(server.url)
    const signal = AbortSignal.abort()
    expect(await thrown(latchkey.viewer({ signal }))).toBe(signal.reason)
    expect(await thrown(latchkey.apiKeys.list({}, { signal }).page())).toBe(signal.reason)
    expect(server.requested).toEqual([])
  })

  it('keeps no listener after the call ends', async () => {
    await using server = await answering((response) => data(response, { viewer: {} }))
    const { signal } = new AbortController()
    let listeners = 0
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--
      remove(...args)
    }
    await client(server.url).viewer({ signal })
    expect(listeners).toBe(0)
  })
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
    for (const value of [latchkey, latchkey.apiKeys, latchkey.submissions, latchkey.apiKeys.list()])
      expect(printed(value)).not.toContain(apiKey)
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
    const error = await thrown(client(server.url).apiKeys.createForBroker(input))
    expect(error).toMatchObject({ code: 'FORBIDDEN', message: 'Access denied for [the API key].' })
    expect(printed(error)).not.toContain(apiKey)
    expect(printed(error)).not.toContain('a-name-nobody-may-read')
    expect(error).not.toHaveProperty('cause')
  })
})

describe('a list', () => {
  it('iterates over all pages and requests each one when it is needed', async () => {
    const pages = [['apk_5', 'apk_4'], ['apk_3', 'apk_2'], ['apk_1']]
    await using server = await answering((response, _request, nth) =>
      data(response, {
        apiKeys: {
          nodes: pages[nth - 1]?.map((id) => ({ id })),
          pageInfo: { hasNextPage: nth < pages.length, endCursor: `after-${nth}` },
        },
      }),
    )
    const list = client(server.url).apiKeys.list({
      first: 2,
      filter: { kind: 'BROKER' },
    })
    expect(server.requested).toHaveLength(0)
    const seen: string[] = []
    for await (const { id } of list) {
      seen.push(`${id} of page ${server.requested.length}`)
    }
    expect(seen).toEqual([
      'apk_5 of page 1',
      'apk_4 of page 1',
      'apk_3 of page 2',
      'apk_2 of page 2',
      'apk_1 of page 3',
    ])
    expect(server.requested.map(({ variables }) => variables)).toEqual([
      { first: 2, filter: { kind: 'BROKER' }, after: null },
      { first: 2, filter: { kind: 'BROKER' }, after: 'after-1' },
      { first: 2, filter: { kind: 'BROKER' }, after: 'after-2' },
    ])
  })

  it('returns one page with its cursor, starting after a cursor', async () => {
    const page = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
    await using server = await answering((response) => data(response, { submissions: page }))
    const { submissions } = client(server.url)
    expect(await submissions.list({ after: 'here', filter: { status: 'DRAFT' } }).page()).toEqual(page)
    expect(await Array.fromAsync(submissions.list())).toEqual([])
    expect(server.requested.map(({ variables }) => variables)).toEqual([
      { filter: { status: 'DRAFT' }, after: 'here' },
      { after: null },
    ])
  })

  it('rejects if a page request fails', async () => {
    await using server = await answering((response) =>
      problem(response, 403, 'INSUFFICIENT_SCOPE', 'Needs admin.'),
    )
    const list = client(server.url).apiKeys.list()
    expect(await thrown(Array.fromAsync(list))).toMatchObject({ code: 'INSUFFICIENT_SCOPE' })
  })
})

describe('options', () => {
  const url = 'https://latchkey.example/graphql'

  it.each<[options: object, message: string]>([
    [{ url }, 'Pass `apiKey`, for example process.env.LATCHKEY_API_KEY, or `accessToken`.'],
    [{ url, apiKey: '' }, 'Pass `apiKey`, for example process.env.LATCHKEY_API_KEY, or `accessToken`.'],
    [
      { url, apiKey: `${apiKey}\n` },
      '`apiKey` contains characters that no API key has, such as a space or a line break. Copy it again.',
    ],
    [{ apiKey }, 'Pass `url`, the address of the GraphQL API, such as https://example.com/graphql.'],
    [
      { apiKey, url: '/graphql' },
      '`url` must be an absolute http or https URL, such as https://example.com/graphql.',
    ],
    [
      { apiKey, url: 'ftp://latchkey.example' },
      '`url` must be an absolute http or https URL, such as https://example.com/graphql.',
    ],
    [
      { apiKey, url: 'https://sam:pw@latchkey.example' },
      '`url` contains a user name or password. Remove them and pass the credential as `apiKey` or `accessToken`.',
    ],
    [
      { apiKey, url: 'http://latchkey.example/graphql' },
      'The client sends no credential over plain http to latchkey.example, because others could read it. Use https://latchkey.example.',
    ],
    [
      { apiKey, url: 'http://127.0.0.1.latchkey.example' },
      'The client sends no credential over plain http to 127.0.0.1.latchkey.example, because others could read it. Use https://127.0.0.1.latchkey.example.',
    ],
    [
      { apiKey, url: 'http://0.0.0.0' },
      'The client sends no credential over plain http to 0.0.0.0, because others could read it. Use https://0.0.0.0.',
    ],
    [{ url, accessToken: '' }, 'Pass `apiKey`, for example process.env.LATCHKEY_API_KEY, or `accessToken`.'],
    [{ url, apiKey, accessToken: 'a.b.c' }, 'Pass either `apiKey` or `accessToken`, not both.'],
    [{ url, accessToken: 'Bearer a.b.c' }, NO_TOKEN],
    [{ apiKey, url, maxRetries: -1 }, '`maxRetries` must be a whole number from 0 to 10.'],
    [{ apiKey, url, maxRetries: 1.5 }, '`maxRetries` must be a whole number from 0 to 10.'],
    [{ apiKey, url, maxRetries: 11 }, '`maxRetries` must be a whole number from 0 to 10.'],
    [{ apiKey, url, timeoutMs: 0 }, '`timeoutMs` must be a number of milliseconds from 1 to 2147483647.'],
    [
      { apiKey, url, timeoutMs: Number.NaN },
      '`timeoutMs` must be a number of milliseconds from 1 to 2147483647.',
    ],
    [
      { apiKey, url, timeoutMs: 2_147_483_648 },
      '`timeoutMs` must be a number of milliseconds from 1 to 2147483647.',
    ],
    [
      { apiKey, url, headers: { Authorization: 'Bearer x' } },
      '`headers` contains Authorization. Remove it and pass the credential as `apiKey` or `accessToken`.',
    ],
    [
      { apiKey, url, headers: { 'Content-Type': 'text/plain' } },
      '`headers` contains Content-Type, which the client sets. Remove it.',
    ],
    [
      { apiKey, url, headers: { 'Idempotency-Key': 'once' } },
      '`headers` contains Idempotency-Key, but each mutation needs its own key. Pass `idempotencyKey` to the call instead.',
    ],
    [
      { apiKey, url, headers: { 'x-trace': 'a\nb' } },
      '`headers` contains a name or value that HTTP does not allow.',
    ],
  ])('rejects %j', (options, message) => {
    // Called without types, as JavaScript does.
    const make = () => new Latchkey({ apiKey: undefined, url: undefined, ...options } as LatchkeyOptions)
    expect(make).toThrow(LatchkeyError)
    expect(make).toThrow(new LatchkeyError(message))
  })

  it.each([
    'http://localhost:4000/graphql',
    'http://latchkey.localhost/graphql',
    'http://127.1:4000/graphql',
    'http://[::1]:4000/graphql',
    new URL('https://latchkey.example/graphql'),
  ])('accepts the URL %s', (address) => {
    expect(() => new Latchkey({ apiKey, url: address })).not.toThrow()
  })
})
