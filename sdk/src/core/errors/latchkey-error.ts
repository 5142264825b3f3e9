// Exports LatchkeyError, the base class of all errors of the SDK, and the guard isLatchkeyError.

import type { ProblemCode } from '../../generated/types.ts'
import { field } from '../json.ts'

/** Code of an error that does not come from the server. */
export type ClientErrorCode =
  /** An option is missing or invalid. No request was sent. */
  | 'INVALID_OPTION'
  /** JSON cannot represent the input. No request was sent. */
  | 'INVALID_INPUT'
  /** Too many calls wait for the rate limit. No request was sent. */
  | 'QUEUE_FULL'
  /** The runtime refused to send the request. */
  | 'NOT_SENT'
  /** The connection could not be made, or broke before a response. */
  | 'NETWORK'
  /** No complete response in time. */
  | 'TIMEOUT'
  /** The response is truncated or not from Latchkey, for example from a proxy. */
  | 'INVALID_RESPONSE'

/** Error code. Editors complete the known codes; a newer server may return others. */
export type ErrorCode = ProblemCode | ClientErrorCode | (string & {})

/** One invalid part of an input. */
export interface Issue {
  /** Dotted path below the input, such as `owners.0.email`. */
  readonly path: string
  /** Stable code, such as `REQUIRED`. New codes may be added. */
  readonly code: string
  /** Says how to fix it. Written for people. */
  readonly message: string
}

/** Properties of an error. Those that are left out get the value that means "unknown" or "no". */
export interface ErrorDetails {
  readonly code?: ErrorCode | undefined
  readonly status?: number | null | undefined
  readonly requestId?: string | null | undefined
  readonly issues?: readonly Issue[] | undefined
  readonly retryAfterMs?: number | null | undefined
  readonly docUrl?: string | null | undefined
  readonly retryable?: boolean | undefined
  readonly maybeApplied?: boolean | undefined
}

/** A brand instead of the prototype, because a program can contain this package more than once. */
const KINDS = Symbol.for('@latchkey/sdk/error-kinds')

/**
 * Base class of all errors of this package. Thrown directly when an option is invalid.
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
    this.code = details.code ?? 'INVALID_OPTION'
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

function isInstance(this: object, value: unknown): boolean {
  // Classes of your program that extend these have no kind.
  return Object.hasOwn(this, 'kind')
    ? brandOf(value).includes(Reflect.get(this, 'kind'))
    : Function.prototype[Symbol.hasInstance].call(this, value)
}

function brandOf(value: unknown): readonly unknown[] {
  const kinds = typeof value === 'object' && value !== null ? Reflect.get(value, KINDS) : undefined
  return Array.isArray(kinds) ? kinds : []
}

/** Kinds of a class and of the classes that it extends. */
function kindsOf(type: unknown): readonly string[] {
  if (typeof type !== 'function') return []
  const kind: unknown = Object.hasOwn(type, 'kind') ? Reflect.get(type, 'kind') : undefined
  const above = kindsOf(Object.getPrototypeOf(type))
  return typeof kind === 'string' ? [kind, ...above] : above
}
