// Options of the client: a credential, a URL and limits, checked when the client is created.

import { Latchkey, LatchkeyError, type LatchkeyOptions } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { apiKey } from './call-errors.ts'

const NO_KEY = 'Pass `apiKey`, or set the environment variable LATCHKEY_API_KEY, or pass `accessToken`.'
const NO_TOKEN =
  '`accessToken` must be a bearer token, without a prefix or spaces, or a function that returns one.'

describe('options', () => {
  const url = 'https://latchkey.example/graphql'

  it.each<[options: object, message: string]>([
    [{ url }, NO_KEY],
    [{ url, apiKey: '' }, NO_KEY],
    [
      { url, apiKey: `${apiKey}\n` },
      '`apiKey` contains characters that no API key has, such as a space or a line break. Copy it again.',
    ],
    [
      { apiKey },
      'Pass `url`, the address of the GraphQL API, such as https://example.com/graphql, or set the environment variable LATCHKEY_URL.',
    ],
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
    [{ url, accessToken: '' }, NO_KEY],
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
