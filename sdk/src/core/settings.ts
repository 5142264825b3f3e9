// Validates the options of the client and of calls before any request is sent.

import { LatchkeyError } from './errors.ts'
import type { CallOptions, ConnectionOptions, Pause } from './options.ts'
import { pause } from './retry.ts'
import { plainObject } from './sendable.ts'

export interface Settings {
  readonly url: URL
  readonly timeoutMs: number
  readonly maxRetries: number
  /** Default: 120000, or 4 × `timeoutMs` if that is longer. */
  readonly totalTimeoutMs?: number | undefined
  /** Default: true. */
  readonly pace?: boolean | undefined
  readonly fetch: typeof globalThis.fetch | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly pause: Pause
}

export function validateOptions(options: ConnectionOptions): Settings {
  checkPace(options)
  const { timeoutMs = 30_000, maxRetries = 2, fetch, headers = {} } = plainObject('options', options)
  if (typeof timeoutMs !== 'number' || !(timeoutMs >= 1 && timeoutMs <= 2_147_483_647))
    throw new LatchkeyError('`timeoutMs` must be a number of milliseconds from 1 to 2147483647.')
  if (!(Number.isInteger(maxRetries) && maxRetries >= 0 && maxRetries <= 10))
    throw new LatchkeyError('`maxRetries` must be a whole number from 0 to 10.')
  if (fetch !== undefined && typeof fetch !== 'function')
    throw new LatchkeyError('`fetch` must be a function that works like the global fetch.')
  checkHeaders(plainObject('headers', headers))
  return {
    url: validateUrl(options.url),
    timeoutMs,
    maxRetries,
    totalTimeoutMs: options.totalTimeoutMs,
    pace: options.pace,
    fetch,
    headers: { ...headers },
    pause: options.pause ?? pause,
  }
}

/**
 * Validates the options of one call. Rejects a signal passed in place of options, because it would be
 * ignored.
 */
export function checkedCall<Options extends CallOptions>(options: Options): Options {
  const { signal } = plainObject('options', options)
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function')
    throw new LatchkeyError('`signal` must be an AbortSignal, such as the signal of an AbortController.')
  return options
}

/** Validates the options that bound a call as a whole. */
function checkPace({ totalTimeoutMs = 1, pace = true }: ConnectionOptions): void {
  if (typeof totalTimeoutMs !== 'number' || !(totalTimeoutMs >= 1 && totalTimeoutMs <= 2_147_483_647))
    throw new LatchkeyError('`totalTimeoutMs` must be a number of milliseconds from 1 to 2147483647.')
  if (typeof pace !== 'boolean') throw new LatchkeyError('`pace` must be true or false.')
}

function validateUrl(given: string | URL | undefined): URL {
  if (!given)
    throw new LatchkeyError(
      'Pass `url`, the address of the GraphQL API, such as https://example.com/graphql.',
    )
  const url = parsed(given)
  if (url.username || url.password)
    throw new LatchkeyError(
      '`url` contains a user name or password. Remove them and pass the credential as `apiKey` or `accessToken`.',
    )
  if (url.protocol === 'http:' && !isThisMachine(url.hostname))
    throw new LatchkeyError(
      `The client sends no credential over plain http to ${url.hostname}, because others could read it. Use https://${url.hostname}.`,
    )
  return url
}

function parsed(given: string | URL): URL {
  try {
    const url = new URL(given)
    if (/^https?:$/.test(url.protocol)) return url
  } catch {
    // Rejected below, without repeating the value.
  }
  throw new LatchkeyError('`url` must be an absolute http or https URL, such as https://example.com/graphql.')
}

/** Loopback only. The URL parser has already normalized every notation of an address. */
function isThisMachine(hostname: string): boolean {
  return /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^(?:content-type|accept)$/i.test(name))
      throw new LatchkeyError(`\`headers\` contains ${name}, which the client sets. Remove it.`)
    if (/^(?:x-api-key|authorization|cookie)$/i.test(name))
      throw new LatchkeyError(
        `\`headers\` contains ${name}. Remove it and pass the credential as \`apiKey\` or \`accessToken\`.`,
      )
    if (/^idempotency-key$/i.test(name))
      throw new LatchkeyError(
        `\`headers\` contains ${name}, but each mutation needs its own key. Pass \`idempotencyKey\` to the call instead.`,
      )
    if (typeof value !== 'string')
      throw new LatchkeyError(`\`headers\` contains ${name} with a value that is not a string.`)
    try {
      new Headers().append(name, value)
    } catch {
      throw new LatchkeyError('`headers` contains a name or value that HTTP does not allow.')
    }
  }
}
