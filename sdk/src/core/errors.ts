// Everything this package throws, but for what is the caller's own: the reason of an abort, what `accessToken` throws.

import type { ProblemCode } from '../generated/types.ts'

/**
 * The base of every error of this package. Thrown itself when an option is wrong.
 * None carries the API key, an access token, a password, what was sent or the body of an answer that is not Latchkey's;
 * the sentence of a `LatchkeyProblem` may name the one thing it refuses, such as a domain.
 */
export class LatchkeyError extends Error {
  override get name(): string {
    return 'LatchkeyError'
  }
}

/** One thing that is wrong with an input. */
export interface Issue {
  /** Where: a dotted path below the input, such as `owners.0.email`. */
  readonly path: string
  /** A stable word for it, such as `REQUIRED`. Expect new ones. */
  readonly code: string
  /** What to do about it, for people. */
  readonly message: string
}

/**
 * An input cannot be sent as it is: JSON would leave a part of it out or make it null. Nothing was sent. `issues` names
 * each such part as VALIDATION_FAILED of the server does.
 */
export class LatchkeyInputError extends LatchkeyError {
  /** Each with a `path` below the input and a `code`: INVALID_DATE, NOT_A_NUMBER, UNSUPPORTED_TYPE, UNDEFINED_ITEM, … */
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

/** What a `LatchkeyProblem` is made of. */
export interface ProblemDetails {
  /** The server's sentence. */
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
 * The server refused. `message` is its sentence and says what to do next; decide by `code`, never by the sentence.
 *
 * ```ts
 * if (error instanceof LatchkeyProblem && error.is('BROKER_KEY_EXISTS')) …
 * ```
 */
export class LatchkeyProblem extends LatchkeyError {
  /** Why. Known codes are completed by the editor; a newer server may answer others. */
  readonly code: ProblemCode | (string & {})
  /** The HTTP status that belongs to the code: 400 to 599. */
  readonly status: number
  /** Name it when you ask us about this refusal. Null if the server gave none. */
  readonly requestId: string | null
  /** For VALIDATION_FAILED and BAD_REQUEST: everything that is wrong with the input. Else empty. */
  readonly issues: readonly Issue[]
  /** Where the code is explained, or null. */
  readonly docUrl: string | null
  /** When to try again, if the server says so: it is of no use before. Else null. */
  readonly retryAfterSeconds: number | null
  /**
   * False: the change was not made. True when it was or may have been, although this is the answer: after INTERNAL,
   * UNAVAILABLE, IDEMPOTENCY_IN_PROGRESS or SECRET_ALREADY_USED, and when an earlier try of the call was lost.
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

  /** Whether the code is one of these. */
  is<Code extends ProblemCode>(...codes: readonly Code[]): this is LatchkeyProblem & { readonly code: Code } {
    return codes.some((code) => code === this.code)
  }
}

/** What a `LatchkeyConnectionError` is made of. */
export interface ConnectionDetails {
  readonly message: string
  readonly reason: 'NETWORK' | 'TIMEOUT' | 'INVALID_RESPONSE'
  readonly maybeApplied: boolean
  readonly status?: number | null
  readonly systemCode?: string | null
}

/** There was no usable answer: nobody was reached, it took too long, or something else than Latchkey answered. */
export class LatchkeyConnectionError extends LatchkeyError {
  /**
   * - `NETWORK`: the connection could not be made, or broke before an answer;
   * - `TIMEOUT`: no whole answer within `timeoutMs`;
   * - `ANSWER`: an answer that is none of Latchkey's, as from a proxy, or cut off.
   */
  readonly reason: 'NETWORK' | 'TIMEOUT' | 'INVALID_RESPONSE'
  /**
   * True when this was a change (create, delete) and it may have been carried out by one of its tries, although the
   * answer is lost: look before you try again, or try again with the same `idempotencyKey`. False: nothing was changed,
   * and you may try again.
   */
  readonly maybeApplied: boolean
  /** For `ANSWER`: its HTTP status (0 for a redirect that a browser hides). Else null. */
  readonly status: number | null
  /** For `NETWORK`: the system's word for it, such as `ECONNREFUSED`, where it is known. Else null. */
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
