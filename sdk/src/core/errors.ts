// SDK errors. Only abort reasons, errors of the caller's own functions and control flow of frameworks are not
// wrapped in one of them.

import type { ProblemCode } from '../generated/types.ts'
import { brandOf, isInstance, KINDS, kindsOf } from './errors/brand.ts'
import type {
  ClientErrorCode,
  ConnectionDetails,
  ConnectionReason,
  ErrorCode,
  ErrorDetails,
  Issue,
  ProblemDetails,
} from './errors/error-details.ts'
import { field } from './json.ts'

export type { ConnectionDetails, Issue, ProblemDetails } from './errors/error-details.ts'

/**
 * Base class of all errors of this package. Thrown directly when an option or argument is invalid.
 *
 * Errors are safe to log. None contains the API key, an access token, a password, the request, a header or the
 * body of a response that is not from Latchkey, and none has a `cause`. The message of a `LatchkeyProblem` may
 * name the rejected value, such as a domain.
 *
 * `instanceof` also recognizes errors of another copy or version of this package.
 */
export class LatchkeyError extends Error {
  /** @internal Name of the class, also in minified bundles. */
  static readonly kind: string = 'LatchkeyError'

  /** Branch on it, never on `message`. New codes may be added. */
  readonly code: ErrorCode
  /** HTTP status. Null if there is no response. */
  readonly status: number | null
  /** Quote it when you contact support. Null if the server sent none. */
  readonly requestId: string | null
  /** All problems with the input, for VALIDATION_FAILED, BAD_REQUEST and INVALID_INPUT. Otherwise empty. */
  readonly issues: readonly Issue[]
  /** Milliseconds until a retry is useful, if known. An earlier retry fails again. Otherwise null. */
  readonly retryAfterMs: number | null
  /** URL of the documentation of the code, or null. */
  readonly docUrl: string | null
  /**
   * Whether the same call can succeed later. The client has already retried it, unless `maxRetries` is 0 or the
   * wait is longer than `totalTimeoutMs`. If `maybeApplied` is true, repeat it with the same `idempotencyKey`.
   */
  readonly retryable: boolean
  /**
   * False: the mutation was not applied. True: it was or may have been applied despite this error. This is the
   * case when an attempt got no response, and after INTERNAL, UNAVAILABLE, IDEMPOTENCY_IN_PROGRESS or
   * SECRET_ALREADY_USED. Check the state before you retry, or retry with the same `idempotencyKey`.
   */
  readonly maybeApplied: boolean

  constructor(message: string, details: ErrorDetails = {}) {
    super(message)
    this.code = details.code ?? 'INVALID_ARGUMENT'
    this.status = details.status ?? null
    this.requestId = details.requestId ?? null
    this.issues = details.issues ?? []
    this.retryAfterMs = details.retryAfterMs ?? null
    this.docUrl = details.docUrl ?? null
    this.retryable = details.retryable ?? false
    this.maybeApplied = details.maybeApplied ?? false
  }

  override get name(): string {
    return kindsOf(this.constructor)[0] ?? 'LatchkeyError'
  }

  /** @internal */
  get [KINDS](): readonly string[] {
    return kindsOf(this.constructor)
  }

  /** Whether `code` is one of `codes`. */
  is<Code extends ProblemCode | ClientErrorCode>(
    ...codes: readonly Code[]
  ): this is this & { readonly code: Code } {
    return codes.some((code) => code === this.code)
  }

  /** For loggers. Contains the message, unlike the JSON of other errors. */
  toJSON(): Record<string, unknown> {
    return { ...Object.fromEntries(Object.entries(this)), name: this.name, message: this.message }
  }

  static override readonly [Symbol.hasInstance]: (value: unknown) => boolean = isInstance
}

/**
 * Whether a caught value is an error of this package and, if you pass codes, has one of them. It also recognizes
 * errors of another copy or version of this package.
 *
 * ```ts
 * if (isLatchkeyError(error, 'BROKER_KEY_EXISTS')) …
 * ```
 */
export function isLatchkeyError<Code extends ProblemCode | ClientErrorCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is LatchkeyError & ([Code] extends [never] ? unknown : { readonly code: Code }) {
  return (
    brandOf(error).includes('LatchkeyError') &&
    (codes.length === 0 || codes.some((code) => code === field(error, 'code')))
  )
}

/**
 * JSON cannot represent the input: it would drop a part or turn it into null. No request was sent. `issues`
 * lists each such part, in the format of the server's VALIDATION_FAILED.
 *
 * Each issue has a `path` below the input and a `code`: INVALID_DATE, CALENDAR_DAY, NOT_A_NUMBER, UNSUPPORTED_TYPE,
 * UNDEFINED_ITEM, …
 */
export class LatchkeyInputError extends LatchkeyError {
  /** @internal */
  static override readonly kind: string = 'LatchkeyInputError'

  constructor(issues: readonly Issue[]) {
    const [first] = issues
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more, see issues)` : ''
    super(`${first?.path || 'input'}: ${first?.message}${more}`, { code: 'INVALID_INPUT', issues })
  }
}

/**
 * There is no usable response: the connection failed, the request timed out, or the response is not from
 * Latchkey.
 */
export class LatchkeyConnectionError extends LatchkeyError {
  /** @internal */
  static override readonly kind: string = 'LatchkeyConnectionError'

  /**
   * The same as `code`:
   * - `NOT_SENT`: the runtime refused to send the request: its permissions, a Content Security Policy, an
   *   invalid header, …;
   * - `NETWORK`: the connection could not be made, or broke before a response;
   * - `TIMEOUT`: no complete response within `timeoutMs`;
   * - `INVALID_RESPONSE`: the response is truncated or not from Latchkey, for example from a proxy. `status` is
   *   its HTTP status, or 0 for a redirect that a browser hides.
   */
  readonly reason: ConnectionReason
  /** System error code, for `NETWORK`, such as `ECONNREFUSED`, if known. Otherwise null. */
  readonly systemCode: string | null

  constructor({ message, reason, status = null, systemCode = null, ...details }: ConnectionDetails) {
    const retryable = reason === 'NETWORK' || reason === 'TIMEOUT' || isTemporary(status)
    super(message, { retryable, ...details, code: reason, status })
    this.reason = reason
    this.systemCode = systemCode
  }
}

/** No complete response within `timeoutMs`, or none within `totalTimeoutMs` of all attempts. */
export class LatchkeyTimeoutError extends LatchkeyConnectionError {
  /** @internal */
  static override readonly kind: string = 'LatchkeyTimeoutError'
}

/**
 * The server rejected the request. `message` comes from the server and says what to do. Branch on `code` or on
 * the class, never on `message`.
 *
 * ```ts
 * if (error instanceof LatchkeyProblem && error.is('BROKER_KEY_EXISTS')) …
 * ```
 */
export class LatchkeyProblem extends LatchkeyError {
  /** @internal */
  static override readonly kind: string = 'LatchkeyProblem'

  /** HTTP status of the code, 400 to 599. */
  declare readonly status: number

  constructor({ message, ...details }: ProblemDetails) {
    const { code, status } = details
    super(message, { ...details, retryable: isTemporary(status) || code === 'IDEMPOTENCY_IN_PROGRESS' })
  }
}

export function connectionErrorOf(details: ConnectionDetails): LatchkeyConnectionError {
  const Kind = details.reason === 'TIMEOUT' ? LatchkeyTimeoutError : LatchkeyConnectionError
  return new Kind(details)
}

/** Whether a retry of a request with this response can succeed. */
export function isTemporary(status: number | null): boolean {
  return status === 408 || status === 429 || (status !== null && status >= 500)
}
