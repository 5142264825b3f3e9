// Runs one call with retries and maps failures to SDK errors. Used by transport.ts, transfer.ts and log-in.ts.

import type { Credential, Credentials } from './auth.ts'
import { type ConnectionDetails, type Issue, LatchkeyConnectionError, LatchkeyProblem } from './errors.ts'
import { field, list } from './json.ts'
import { crossOriginHint, NOT_SENT_CODES, systemCodeOf } from './network-error.ts'
import { type Failure, msOf, retryDelay } from './retry.ts'
import type { Settings } from './settings.ts'

export interface Call {
  /** How error messages name the call. */
  readonly name: string
  readonly isChange: boolean
  readonly settings: Settings
  readonly credentials: Credentials
  readonly signal: AbortSignal | undefined
}

export async function withRetries<Result>(
  call: Call,
  send: (attempt: Attempt, ending: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { settings, signal } = call
  let last: Attempt | null = null
  for (let tries = 1; ; tries += 1) {
    signal?.throwIfAborted()
    const attempt: Attempt = new Attempt(call, await credentialOf(call, last), last)
    try {
      return await attempt.run(send)
    } catch (error) {
      const failure = attempt.failureOf(error)
      const wait = tries > settings.maxRetries ? null : retryDelay(failure, tries, Math.random())
      if (wait === null) throw failure.error
      await settings.pause(wait, signal)
      last = attempt
    }
  }
}

async function credentialOf({ credentials, signal }: Call, last: Attempt | null): Promise<Credential> {
  try {
    return await orAborted(credentials(), signal)
  } catch (error) {
    signal?.throwIfAborted()
    // Without a credential there is no next attempt. Throw the error of the previous attempt, because it
    // tells whether the mutation may have been applied.
    throw last?.failure?.error ?? error
  }
}

/** Rejects with the signal's reason as soon as the caller aborts, without waiting for `work`. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/** Error codes after which a mutation was or may have been applied. */
const MAYBE_APPLIED_CODES = [
  'INTERNAL',
  'UNAVAILABLE',
  'IDEMPOTENCY_IN_PROGRESS',
  'SECRET_ALREADY_USED',
] as const

export class Attempt {
  /** Headers that carry the credential. */
  readonly headers: Readonly<Record<string, string>>
  failure: Failure | null = null

  readonly #call: Call
  readonly #credential: Credential
  readonly #before: Attempt | null
  readonly #number: number
  #timedOut = false
  #restartTimer = () => {}
  /** HTTP status, once there is a response. */
  #status: number | null = null
  #isWhole = false
  #retryAfterMs: number | null = null

  constructor(call: Call, credential: Credential, before: Attempt | null) {
    this.headers = credential.headers
    this.#call = call
    this.#credential = credential
    this.#before = before
    this.#number = before === null ? 1 : before.#number + 1
  }

  /** Aborts `send` on timeout or when the caller aborts. */
  async run<Result>(send: (attempt: Attempt, ending: AbortSignal) => Promise<Result>): Promise<Result> {
    const { settings, signal } = this.#call
    const ending = new AbortController()
    const giveUp = () => ending.abort(signal?.reason)
    signal?.addEventListener('abort', giveUp, { once: true })
    const startTimer = () =>
      setTimeout(() => {
        this.#timedOut = true
        ending.abort()
      }, settings.timeoutMs)
    let timer = startTimer()
    this.#restartTimer = () => {
      clearTimeout(timer)
      timer = startTimer()
    }
    try {
      return await send(this, ending.signal)
    } finally {
      this.#restartTimer = () => {}
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
    }
  }

  /** Starts the timeout again. Call it for each part of a long body, so that only a stalled one times out. */
  progressed(): void {
    this.#restartTimer()
  }

  /** Records the status, Retry-After and completeness of a response while it is read. */
  watch(response: Response): Response {
    this.#status = response.status
    this.#retryAfterMs = msOf(response.headers.get('retry-after'))
    const read = response.text.bind(response)
    const text = async () => {
      const body = await read()
      this.#isWhole = true
      return body
    }
    return Object.assign(response, { text })
  }

  /**
   * Maps the first of the response's errors. Returns a connection error if it does not have Latchkey's
   * format.
   */
  refused(errors: unknown): LatchkeyProblem | LatchkeyConnectionError {
    const [error] = list(errors)
    const extensions = field(error, 'extensions')
    const message = this.#text(field(error, 'message'))
    const code = this.#text(field(extensions, 'code'))
    const status = field(extensions, 'status')
    if (message === null || code === null || typeof status !== 'number') return this.invalidResponse()
    const seconds = field(extensions, 'retryAfterSeconds')
    if (typeof seconds === 'number') this.#retryAfterMs = seconds * 1_000
    return new LatchkeyProblem({
      message,
      code,
      status,
      requestId: this.#text(field(extensions, 'requestId')),
      issues: list(field(extensions, 'issues')).map((issue) => this.#issue(issue)),
      docUrl: this.#text(field(extensions, 'docUrl')),
      retryAfterSeconds: this.#retryAfterMs === null ? null : Math.ceil(this.#retryAfterMs / 1_000),
      maybeApplied: this.#maybeApplied(MAYBE_APPLIED_CODES.some((unsure) => unsure === code)),
    })
  }

  /** There is a response, but it is not from Latchkey. */
  invalidResponse(
    advice = ', but not in the format of Latchkey. Check `url` and any proxy in between.',
  ): LatchkeyConnectionError {
    const status = this.#status ?? 0
    const redirects = status === 0 || (status >= 300 && status < 400)
    const what = redirects
      ? 'with a redirect. The client does not send credentials to another address. Pass the final address as `url`.'
      : `with HTTP ${status}${advice}`
    return this.#lost({ reason: 'INVALID_RESPONSE', status }, `responded to ${this.#call.name} ${what}`)
  }

  /** Rethrows the reason of the caller's signal if that caused the error. */
  failureOf(error: unknown): Failure {
    const known = error instanceof LatchkeyProblem || error instanceof LatchkeyConnectionError
    if (!known) this.#call.signal?.throwIfAborted()
    const interrupted = !known && this.#status !== null && !this.#isWhole
    const failure = {
      error: known ? error : this.#failed(error),
      retryAfterMs: this.#retryAfterMs,
      interrupted,
    }
    this.failure = failure
    return failure
  }

  /** There is no response, or only part of it. */
  #failed(error: unknown): LatchkeyConnectionError {
    const { name, settings } = this.#call
    if (this.#timedOut)
      return this.#lost({ reason: 'TIMEOUT' }, `did not respond to ${name} within ${settings.timeoutMs} ms.`)
    if (this.#status !== null) return this.invalidResponse()
    const systemCode = systemCodeOf(error)
    const why = systemCode === null ? '' : ` (${systemCode})`
    const hint = systemCode === null ? crossOriginHint(settings.url.origin) : ''
    return this.#lost({ reason: 'NETWORK', systemCode }, `could not be reached for ${name}${why}.${hint}`)
  }

  #lost(
    details: Omit<ConnectionDetails, 'message' | 'maybeApplied'>,
    description: string,
  ): LatchkeyConnectionError {
    const { settings } = this.#call
    // A custom fetch may have retried by itself: its error may belong to a second request after the first was
    // sent.
    const neverSent = NOT_SENT_CODES.has(details.systemCode ?? '') && settings.fetch === undefined
    const maybeApplied = this.#maybeApplied(!neverSent)
    const times = this.#number > 1 ? ` Tried ${this.#number} times.` : ''
    const hint = maybeApplied ? ' The mutation may have been applied. Check before you retry.' : ''
    const message = `${settings.url.origin} ${description}${times}${hint}`
    return new LatchkeyConnectionError({ ...details, message, maybeApplied })
  }

  /** True if this attempt, or an earlier one without a response, may have been applied. */
  #maybeApplied(now: boolean): boolean {
    return this.#call.isChange && (now || this.#before?.failure?.error.maybeApplied === true)
  }

  #issue(issue: unknown): Issue {
    return {
      path: this.#text(field(issue, 'path')) ?? '',
      code: this.#text(field(issue, 'code')) ?? '',
      message: this.#text(field(issue, 'message')) ?? '',
    }
  }

  /** Returns a string from the server, with the credential masked if the string contains it. */
  #text(value: unknown): string | null {
    if (typeof value !== 'string') return null
    const { secret, label } = this.#credential
    // No Latchkey credential is shorter. A mistyped password may be a common word, so do not mask short
    // values.
    return secret.length < 8 ? value : value.replaceAll(secret, `[${label}]`)
  }
}
