// What a client is given, and what is refused before anything is sent.

import { LatchkeyError } from './errors.ts'

/** What `new Latchkey()` takes. */
export interface LatchkeyOptions {
  /** The secret of an API key: `bft_…`, `key_…` or `lk_…`. Keep it on servers: whoever reads it can use it. */
  readonly apiKey: string | undefined
  /** Where the GraphQL API is: `https://…/graphql`. Plain http only to this machine. */
  readonly url: string | URL | undefined
  /** How long a call may take, in milliseconds, from 1 to 2147483647. Left out: 30000. */
  readonly timeoutMs?: number | undefined
  /** Used instead of the global `fetch`: for proxies, tracing, tests. It has to honour `signal` and `redirect`. */
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Sent with every request beside ours. Not for credentials. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** What every call takes last. */
export interface CallOptions {
  /** Gives the call up: it rejects with the signal's reason. A change may have been carried out all the same. */
  readonly signal?: AbortSignal | undefined
}

/** The options, checked. */
export interface Settings {
  readonly apiKey: string
  readonly url: URL
  readonly timeoutMs: number
  readonly fetch: typeof globalThis.fetch | undefined
  readonly headers: Readonly<Record<string, string>>
}

export function checked(options: LatchkeyOptions): Settings {
  const { apiKey, url, timeoutMs = 30_000, fetch, headers = {} } = options
  if (!apiKey) throw new LatchkeyError('Pass apiKey, for example process.env.LATCHKEY_API_KEY.')
  if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey))
    throw new LatchkeyError(
      'apiKey holds characters that no API key has, such as a space or a line break. Copy it again.',
    )
  if (!(timeoutMs >= 1 && timeoutMs <= 2_147_483_647))
    throw new LatchkeyError('timeoutMs is a number of milliseconds from 1 to 2147483647.')
  checkHeaders(headers)
  return { apiKey, url: checkedUrl(url), timeoutMs, fetch, headers: { ...headers } }
}

function checkedUrl(given: string | URL | undefined): URL {
  if (!given)
    throw new LatchkeyError('Pass url, the address of the GraphQL API, such as https://example.com/graphql.')
  const url = parsed(given)
  if (url.username || url.password)
    throw new LatchkeyError(
      'url holds a user name or password. Take them out: the API key is the credential.',
    )
  if (url.protocol === 'http:' && !isThisMachine(url.hostname))
    throw new LatchkeyError(
      `The key is not sent over plain http to ${url.hostname}, where others could read it. Use https://${url.hostname}.`,
    )
  return url
}

function parsed(given: string | URL): URL {
  try {
    const url = new URL(given)
    if (/^https?:$/.test(url.protocol)) return url
  } catch {
    // Refused below, without repeating what was given.
  }
  throw new LatchkeyError('url has to be a whole address, such as https://example.com/graphql.')
}

/** Loopback only. The URL parser has already brought every way of writing an address into this form. */
function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^(?:content-type|accept)$/i.test(name))
      throw new LatchkeyError(`headers holds ${name}, which is ours to set.`)
    if (/^(?:x-api-key|authorization|cookie)$/i.test(name))
      throw new LatchkeyError(`headers holds ${name}. Pass the credential as apiKey, and no other beside it.`)
    try {
      new Headers().append(name, value)
    } catch {
      throw new LatchkeyError('headers holds a name or value that HTTP does not allow.')
    }
  }
}
