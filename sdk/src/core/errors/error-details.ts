// Types of the properties of errors. Used by errors.ts.

import type { ProblemCode } from '../../generated/types.ts'

/** Code of an error that does not come from the server. */
export type ClientErrorCode =
  /** An option, an argument or a file is missing or invalid. */
  | 'INVALID_ARGUMENT'
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

/** Why there is no usable response. */
export type ConnectionReason = 'NOT_SENT' | 'NETWORK' | 'TIMEOUT' | 'INVALID_RESPONSE'

/** Constructor argument of `LatchkeyConnectionError`. */
export interface ConnectionDetails {
  readonly message: string
  readonly reason: ConnectionReason
  readonly maybeApplied: boolean
  readonly status?: number | null
  readonly systemCode?: string | null
  readonly retryAfterMs?: number | null
  /** Default: true for `NETWORK` and `TIMEOUT`, and for responses with status 408, 429 or 5xx. */
  readonly retryable?: boolean
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
  readonly retryAfterMs?: number | null
  readonly maybeApplied?: boolean
}
