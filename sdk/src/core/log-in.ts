// Exports `logIn`, which exchanges a user name and password for access tokens and renews them.

import type { Environment } from '../generated/types.ts'
import { bearer } from './auth.ts'
import { LatchkeyError } from './errors.ts'
import { randomId } from './idempotency-key.ts'
import { field } from './json.ts'
import type { CallOptions, ConnectionOptions } from './options.ts'
import { type Call, withRetries } from './request.ts'
import { sendable } from './sendable.ts'
import { callSettings, validateOptions } from './settings.ts'

/** Options of `logIn()`: the same `url` as for `new Latchkey()`, and the user's credentials. */
export interface LogInOptions extends ConnectionOptions {
  readonly username: string | undefined
  readonly password: string | undefined
  /** The session belongs to this environment and cannot see the other one. Default: DEVELOPMENT. */
  readonly environment?: Environment | undefined
}

/** A user session. */
export interface Session {
  /**
   * Returns an access token that is valid for some minutes, and renews it first if needed. Rejects with
   * TOKEN_INVALID when the session has ended. Call `logIn` again then.
   */
  readonly accessToken: () => Promise<string>
}

/**
 * Logs a user of a funder in. Sends one request without retries. Does not store the password.
 *
 * Errors: LOGIN_FAILED, RATE_LIMITED (too many attempts), FORBIDDEN (PRODUCTION is not open).
 *
 * ```ts
 * const { accessToken } = await logIn({ url, username, password })
 * const latchkey = new Latchkey({ url, accessToken })
 * ```
 */
export async function logIn(options: LogInOptions, callOptions: CallOptions = {}): Promise<Session> {
  const settings = callSettings(validateOptions(options), callOptions)
  const { signal } = callOptions
  const { username, password, environment } = options
  if (!isText(username) || !isText(password))
    throw new LatchkeyError('Pass `username` and `password` as non-empty strings.')
  const known = { headers: {}, secret: password, label: 'the password' }
  const call = { name: 'the sign-in request', isChange: false, credentials: async () => known, signal }
  let current = await requestToken(
    { ...call, settings: { ...settings, maxRetries: 0 } },
    { username, password, environment },
  )

  let renewing: Promise<Token> | null = null
  async function renewed(): Promise<Token> {
    const { token } = current
    const credentials = async () => bearer(token)
    const renewal = { name: 'the access token renewal', isChange: false, credentials }
    return requestToken({ ...renewal, settings, signal: undefined }, {})
  }
  return {
    accessToken: async () => {
      if (Date.now() < current.renewAt) return current.token
      // Concurrent callers share one renewal.
      renewing ??= renewed().finally(() => {
        renewing = null
      })
      current = await renewing
      return current.token
    },
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

interface Token {
  readonly token: string
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly renewAt: number
}

async function requestToken(call: Call, body: object): Promise<Token> {
  const { url } = call.settings
  const text = JSON.stringify(sendable(body))
  const event = { callId: randomId(), operation: 'logIn', kind: 'mutation', attempt: 1 } as const
  const headers = await call.settings.headers(event)
  return withRetries(call, async (attempt, signal) => {
    const response = await attempt.fetch(new URL('auth/token', url), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', ...attempt.headers },
      body: text,
      redirect: 'manual',
      signal,
    })
    const answer: unknown = JSON.parse(await response.text())
    if (!response.ok) throw attempt.refused(field(answer, 'errors'))
    const [token, seconds] = [field(answer, 'accessToken'), field(answer, 'expiresInSeconds')]
    if (typeof token !== 'string' || typeof seconds !== 'number') throw attempt.invalidResponse()
    // Renew when a fifth of the lifetime is left, so that the token outlasts all attempts of a call.
    return { token, renewAt: Date.now() + seconds * 800 }
  })
}
