// Validates the options of the client and of calls before any request is sent.

import { LatchkeyError } from './errors.ts'
import type { CallOptions, ConnectionOptions, Pause } from './options.ts'
import { pause } from './retry.ts'
import { plainObject } from './sendable.ts'
import { environmentVariable } from './setup/environment.ts'
import { type ExtraHeaders, extraHeaders } from './setup/headers.ts'
import { userAgent } from './setup/user-agent.ts'

export interface Settings {
  readonly url: URL
  readonly timeoutMs: number
  readonly maxRetries: number
  /** Default: 120000, or 4 × `timeoutMs` if that is longer. */
  readonly totalTimeoutMs?: number | undefined
  /** Default: true. */
  readonly pace?: boolean | undefined
  readonly fetch: typeof globalThis.fetch | undefined
  readonly headers: ExtraHeaders
  readonly pause: Pause
}

export function validateOptions(options: ConnectionOptions): Settings {
  const {
    timeoutMs = 30_000,
    maxRetries = 2,
    totalTimeoutMs,
    pace,
    ...rest
  } = plainObject('options', options)
  const { fetch, headers, appInfo } = rest
  checkLimits({ timeoutMs, maxRetries, totalTimeoutMs })
  if (pace !== undefined && typeof pace !== 'boolean')
    throw new LatchkeyError('`pace` must be true or false.')
  if (fetch !== undefined && typeof fetch !== 'function')
    throw new LatchkeyError('`fetch` must be a function that works like the global fetch.')
  const agent = userAgent(appInfo)
  return {
    url: validateUrl(options.url ?? environmentVariable('LATCHKEY_URL')),
    timeoutMs,
    maxRetries,
    totalTimeoutMs,
    pace,
    fetch,
    headers: extraHeaders(agent === null ? {} : { 'user-agent': agent }, headers),
    pause: options.pause ?? pause,
  }
}

/** The settings of the client with the options of one call. */
export function callSettings(settings: Settings, options: CallOptions): Settings {
  const { headers, ...limits } = checkedCall(options)
  const ofCall = {
    ...settings,
    timeoutMs: limits.timeoutMs ?? settings.timeoutMs,
    maxRetries: limits.maxRetries ?? settings.maxRetries,
    totalTimeoutMs: limits.totalTimeoutMs ?? settings.totalTimeoutMs,
  }
  return headers === undefined ? ofCall : { ...ofCall, headers: extraHeaders(settings.headers, headers) }
}

/**
 * Validates the options of one call. Rejects a signal passed in place of options, because it would be
 * ignored.
 */
export function checkedCall<Options extends CallOptions>(options: Options): Options {
  const { signal } = plainObject('options', options)
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function')
    throw new LatchkeyError('`signal` must be an AbortSignal, such as the signal of an AbortController.')
  checkLimits(options)
  return options
}

type Limits = Pick<CallOptions, 'timeoutMs' | 'maxRetries' | 'totalTimeoutMs'>

function checkLimits({ timeoutMs = 1, maxRetries = 0, totalTimeoutMs = 1 }: Limits): void {
  for (const [name, ms] of Object.entries({ timeoutMs, totalTimeoutMs }))
    if (typeof ms !== 'number' || !(ms >= 1 && ms <= 2_147_483_647))
      throw new LatchkeyError(`\`${name}\` must be a number of milliseconds from 1 to 2147483647.`)
  if (!(Number.isInteger(maxRetries) && maxRetries >= 0 && maxRetries <= 10))
    throw new LatchkeyError('`maxRetries` must be a whole number from 0 to 10.')
}

function validateUrl(given: string | URL | undefined): URL {
  if (!given)
    throw new LatchkeyError(
      'Pass `url`, the address of the GraphQL API, such as https://example.com/graphql, or set the environment variable LATCHKEY_URL.',
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
