// Attempt: one request of a call, and the error that it ends with. Used by request.ts and transfer.ts.

import type { Credential, Credentials } from '../auth.ts'
import { problemOf } from '../errors/problem-families.ts'
import {
  type ConnectionDetails,
  connectionErrorOf,
  type Issue,
  LatchkeyConnectionError,
  LatchkeyProblem,
} from '../errors.ts'
import type { CallHooks } from '../hooks.ts'
import { field, list } from '../json.ts'
import {
  browserHint,
  isControlFlow,
  NOT_SENT_CODES,
  refusalOf,
  systemCodeOf,
  watchCsp,
} from '../network-error.ts'
import type { Pacer } from '../pacing/pacer.ts'
import type { Slot } from '../pacing/slot.ts'
import { type Failure, msOf } from '../retry.ts'
import type { Settings } from '../settings.ts'
import { Ending } from './ending.ts'
import { withoutCache } from './without-cache.ts'

export interface Call {
  /** How error messages name the call. */
  readonly name: string
  readonly isChange: boolean
  readonly settings: Settings
  readonly credentials: Credentials
  readonly signal: AbortSignal | undefined
  readonly hooks?: CallHooks | undefined
  /** Without one, the call neither waits for rate limits nor records them. */
  readonly pacer?: Pacer | undefined
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
  readonly #slot: Slot | null
  #ending: Ending | null = null
  #isBlockedByCsp = () => false
  /** HTTP status, once there is a response. */
  #status: number | null = null
  #isWhole = false
  #retryAfterMs: number | null = null

  constructor(call: Call, credential: Credential, before: Attempt | null, slot: Slot | null = null) {
    this.headers = credential.headers
    this.#call = call
    this.#credential = credential
    this.#before = before
    this.#number = before === null ? 1 : before.#number + 1
    this.#slot = slot
  }

  /** Aborts `send` on timeout or when the caller aborts. */
  async run<Result>(
    send: (attempt: Attempt, ending: AbortSignal) => Promise<Result>,
    timeoutMs = this.#call.settings.timeoutMs,
  ): Promise<Result> {
    const { settings, signal } = this.#call
    const ending = new Ending(timeoutMs, signal)
    this.#ending = ending
    const csp = watchCsp(settings.url)
    this.#isBlockedByCsp = csp.isBlocked
    try {
      return await send(this, ending.signal)
    } finally {
      ending.stop()
      csp.stop()
      this.#slot?.settle('NO_RESPONSE')
    }
  }

  /** Starts the timeout again. Call it for each part of a long body, so that only a stalled one times out. */
  progressed(): void {
    this.#ending?.restart()
  }

  /** `fetch` of the caller's settings, never from a cache, with a watched response. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { fetch = globalThis.fetch } = this.#call.settings
    return this.watch(await fetch(input, withoutCache(init)))
  }

  /** Records the status, Retry-After and completeness of a response while it is read. */
  watch(response: Response): Response {
    this.#status = response.status
    this.#retryAfterMs = msOf(response.headers.get('retry-after'))
    this.#slot?.settle(response)
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
    if (typeof seconds === 'number' && seconds >= 0) this.#retryAfterMs = seconds * 1_000
    return problemOf({
      message,
      code,
      status,
      requestId: this.#text(field(extensions, 'requestId')),
      issues: list(field(extensions, 'issues')).map((issue) => this.#issue(issue)),
      docUrl: this.#text(field(extensions, 'docUrl')),
      retryAfterMs: this.#retryAfterMs,
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
    const details = { reason: 'INVALID_RESPONSE', status, retryAfterMs: this.#retryAfterMs } as const
    return this.#lost(details, `responded to ${this.#call.name} ${what}`)
  }

  /**
   * Rethrows the reason of the caller's signal if that caused the error, and errors by which a framework
   * controls rendering.
   */
  failureOf(error: unknown): Failure {
    const known = error instanceof LatchkeyProblem || error instanceof LatchkeyConnectionError
    if (!known) this.#call.signal?.throwIfAborted()
    if (isControlFlow(error)) throw error
    this.failure = { error: known ? error : this.#failed(error), retryAfterMs: this.#retryAfterMs }
    return this.failure
  }

  /** There is no response, or only part of it. */
  #failed(error: unknown): LatchkeyConnectionError {
    const { name, settings } = this.#call
    if (this.#ending?.timedOut) {
      const ms = Math.ceil(this.#ending.timeoutMs)
      return this.#lost({ reason: 'TIMEOUT' }, `did not respond to ${name} within ${ms} ms.`)
    }
    if (this.#status !== null) return this.#interrupted(this.#status)
    const refusal = refusalOf(error, settings.url, this.#isBlockedByCsp())
    const systemCode = systemCodeOf(error)
    if (refusal !== null)
      return this.#lost({ reason: 'NOT_SENT', systemCode }, `got no request for ${name}: ${refusal}`)
    const why = systemCode === null ? '' : ` (${systemCode})`
    const hint = systemCode === null ? browserHint(settings.url) : ''
    return this.#lost({ reason: 'NETWORK', systemCode }, `could not be reached for ${name}${why}.${hint}`)
  }

  /** The response ends too early, or is complete but not JSON. */
  #interrupted(status: number): LatchkeyConnectionError {
    if (this.#isWhole) return this.invalidResponse()
    const details = {
      reason: 'INVALID_RESPONSE',
      status,
      retryAfterMs: this.#retryAfterMs,
      retryable: true,
    } as const
    return this.#lost(details, `sent only a part of its response to ${this.#call.name} (HTTP ${status}).`)
  }

  #lost(
    details: Omit<ConnectionDetails, 'message' | 'maybeApplied'>,
    description: string,
  ): LatchkeyConnectionError {
    const { settings } = this.#call
    // A custom fetch may have retried by itself: its error may belong to a second request after the first was
    // sent.
    const neverSent =
      settings.fetch === undefined &&
      (details.reason === 'NOT_SENT' || NOT_SENT_CODES.has(details.systemCode ?? ''))
    const maybeApplied = this.#maybeApplied(!neverSent)
    const times = this.#number > 1 ? ` Tried ${this.#number} times.` : ''
    const hint = maybeApplied ? ' The mutation may have been applied. Check before you retry.' : ''
    const message = `${settings.url.origin} ${description}${times}${hint}`
    return connectionErrorOf({ ...details, message, maybeApplied })
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
