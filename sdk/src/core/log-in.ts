// Logging in: from a user name and password to bearer tokens, which are renewed while they are used.

import type { Environment } from '../generated/types.ts'
import { bearer } from './auth.ts'
import { LatchkeyError } from './errors.ts'
import { field } from './json.ts'
import type { CallOptions, ConnectionOptions } from './options.ts'
import { type Call, withRetries } from './request.ts'
import { sendable } from './sendable.ts'
import { checkedCall, validateOptions } from './settings.ts'

/** What `logIn()` takes: the same `url` as `new Latchkey()`, and who logs in. */
export interface LogInOptions extends ConnectionOptions {
  readonly username: string | undefined
  readonly password: string | undefined
  /** The session belongs to it, and sees nothing of the other. Left out: DEVELOPMENT. */
  readonly environment?: Environment | undefined
}

/** Somebody who has logged in. */
export interface Session {
  /**
   * Answers a bearer token that is accepted for minutes yet, and has it renewed when it is not. Rejects with
   * TOKEN_INVALID when the session has ended: log in again.
   */
  readonly accessToken: () => Promise<string>
}

/**
 * Logs a user of a funder in, once: a log-in is not tried again by itself. The password is not kept.
 *
 * Problems of its own: LOGIN_FAILED, RATE_LIMITED (too many attempts), FORBIDDEN (PRODUCTION is not open).
 *
 * ```ts
 * const { accessToken } = await logIn({ url, username, password })
 * const latchkey = new Latchkey({ url, accessToken })
 * ```
 */
export async function logIn(options: LogInOptions, callOptions: CallOptions = {}): Promise<Session> {
  const { signal } = checkedCall(callOptions)
  const { username, password, environment } = options
  const settings = validateOptions(options)
  if (!isText(username) || !isText(password))
    throw new LatchkeyError('Pass username and password, as strings.')
  const known = { headers: {}, secret: password, label: 'the password' }
  const call = { name: 'the log-in', isChange: false, credentials: async () => known, signal }
  let current = await requestToken(
    { ...call, settings: { ...settings, maxRetries: 0 } },
    { username, password, environment },
  )

  let renewing: Promise<Token> | null = null
  async function renewed(): Promise<Token> {
    const { token } = current
    const credentials = async () => bearer(token)
    const renewal = { name: 'the renewal of the access token', isChange: false, credentials }
    return requestToken({ ...renewal, settings, signal: undefined }, {})
  }
  return {
    accessToken: async () => {
      if (Date.now() < current.renewAt) return current.token
      // One renewal for all who wait.
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
  /** By this machine's clock. */
  readonly renewAt: number
}

async function requestToken(call: Call, body: object): Promise<Token> {
  const { url, headers, fetch = globalThis.fetch } = call.settings
  const text = JSON.stringify(sendable(body))
  return withRetries(call, async (attempt, signal) => {
    const response = attempt.watch(
      await fetch(new URL('auth/token', url), {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', ...attempt.headers },
        body: text,
        redirect: 'manual',
        signal,
      }),
    )
    const answer: unknown = JSON.parse(await response.text())
    if (!response.ok) throw attempt.refused(field(answer, 'errors'))
    const [token, seconds] = [field(answer, 'accessToken'), field(answer, 'expiresInSeconds')]
    if (typeof token !== 'string' || typeof seconds !== 'number') throw attempt.invalidResponse()
    // With a fifth of its life left, so that it outlasts the tries of a call.
    return { token, renewAt: Date.now() + seconds * 800 }
  })
}
