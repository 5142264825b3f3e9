// Exports the errors of calls without a usable response, and LatchkeyInputError.

import { type Issue, LatchkeyError } from './latchkey-error.ts'

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

/** Whether a retry of a request with this response can succeed. */
export function isTemporary(status: number | null): boolean {
  return status === 408 || status === 429 || (status !== null && status >= 500)
}
