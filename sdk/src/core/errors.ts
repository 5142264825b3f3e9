// SDK errors. Only abort reasons and errors of the caller's `accessToken` function are not wrapped.

import type { ProblemCode } from '../generated/types.ts'

/**
 * Base class of all errors of this package. Thrown directly when an option is invalid. No error contains the
 * API key, an access token, a password, the request or the body of a response that is not from Latchkey. The
 * message of a `LatchkeyProblem` may name the rejected value, such as a domain.
 */
export class LatchkeyError extends Error {
  override get name(): string {
    return 'LatchkeyError'
  }
}

/** One invalid part of an input. */
export interface Issue {
  /** Dotted path below the input, such as `owners.0.email`. */
  readonly path: string
  /** Stable code, such as `REQUIRED`. New codes may be added. */
  readonly code: string
  /** Says how to fix it. Written for people. */
  readonly message: string
}

/**
 * JSON cannot represent the input: it would drop a part or turn it into null. No request was sent. `issues`
 * lists each such part, in the format of the server's VALIDATION_FAILED.
 */
export class LatchkeyInputError extends LatchkeyError {
  /**
   * Each has a `path` below the input and a `code`: INVALID_DATE, CALENDAR_DAY, NOT_A_NUMBER,
   * UNSUPPORTED_TYPE, UNDEFINED_ITEM, …
   */
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    const [first] = issues
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more, see issues)` : ''
    super(`${first?.path || 'input'}: ${first?.message}${more}`)
    this.issues = issues
  }

  override get name(): string {
    return 'LatchkeyInputError'
  }
}

/** Constructor argument of `LatchkeyProblem`. */
export interface ProblemDetails {
  /** Message from the server. */
  readonly message: string
  readonly code: ProblemCode | (string & {})
  readonly status: number
  readonly requestId?: string | null
  readonly issues?: readonly Issue[]
  readonly docUrl?: string | null
  readonly retryAfterSeconds?: number | null
  readonly maybeApplied?: boolean
}

/**
 * The server rejected the request. `message` comes from the server and says what to do. Branch on `code`,
 * never on `message`.
 *
 * ```ts
 * if (error instanceof LatchkeyProblem && error.is('BROKER_KEY_EXISTS')) …
 * ```
 */
export class LatchkeyProblem extends LatchkeyError {
  /** Error code. Editors complete the known codes; a newer server may return others. */
  readonly code: ProblemCode | (string & {})
  /** HTTP status of the code, 400 to 599. */
  readonly status: number
  /** Quote it when you contact support. Null if the server sent none. */
  readonly requestId: string | null
  /** All problems with the input, for VALIDATION_FAILED and BAD_REQUEST. Otherwise empty. */
  readonly issues: readonly Issue[]
  /** URL of the documentation of the code, or null. */
  readonly docUrl: string | null
  /** Seconds to wait before a retry, if the server sent it. An earlier retry fails again. Otherwise null. */
  readonly retryAfterSeconds: number | null
  /**
   * False: the mutation was not applied. True: it was or may have been applied despite this error. This is
   * the case after INTERNAL, UNAVAILABLE, IDEMPOTENCY_IN_PROGRESS or SECRET_ALREADY_USED, and when an earlier
   * attempt of the call got no response.
   */
  readonly maybeApplied: boolean

  constructor(details: ProblemDetails) {
    super(details.message)
    this.code = details.code
    this.status = details.status
    this.requestId = details.requestId ?? null
    this.issues = details.issues ?? []
    this.docUrl = details.docUrl ?? null
    this.retryAfterSeconds = details.retryAfterSeconds ?? null
    this.maybeApplied = details.maybeApplied ?? false
  }

  override get name(): string {
    return 'LatchkeyProblem'
  }

  /** Whether `code` is one of `codes`. */
  is<Code extends ProblemCode>(...codes: readonly Code[]): this is LatchkeyProblem & { readonly code: Code } {
    return codes.some((code) => code === this.code)
  }
}

/** Constructor argument of `LatchkeyConnectionError`. */
export interface ConnectionDetails {
  readonly message: string
  readonly reason: 'NETWORK' | 'TIMEOUT' | 'INVALID_RESPONSE'
  readonly maybeApplied: boolean
  readonly status?: number | null
  readonly systemCode?: string | null
}

/**
 * There is no usable response: the connection failed, the request timed out, or the response is not from
 * Latchkey.
 */
export class LatchkeyConnectionError extends LatchkeyError {
  /**
   * - `NETWORK`: the connection could not be made, or broke before a response;
   * - `TIMEOUT`: no complete response within `timeoutMs`;
   * - `INVALID_RESPONSE`: the response is truncated or not from Latchkey, for example from a proxy.
   */
  readonly reason: 'NETWORK' | 'TIMEOUT' | 'INVALID_RESPONSE'
  /**
   * True: this call was a mutation, the response is lost, and one of its attempts may have been applied.
   * Check the state before you retry, or retry with the same `idempotencyKey`. False: nothing was changed,
   * and you can retry.
   */
  readonly maybeApplied: boolean
  /** HTTP status, for `INVALID_RESPONSE` (0 for a redirect that a browser hides). Otherwise null. */
  readonly status: number | null
  /** System error code, for `NETWORK`, such as `ECONNREFUSED`, if known. Otherwise null. */
  readonly systemCode: string | null

  constructor(details: ConnectionDetails) {
    super(details.message)
    this.reason = details.reason
    this.maybeApplied = details.maybeApplied
    this.status = details.status ?? null
    this.systemCode = details.systemCode ?? null
  }

  override get name(): string {
    return 'LatchkeyConnectionError'
  }
}
