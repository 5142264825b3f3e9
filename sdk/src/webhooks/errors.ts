// WebhookError: why a delivery was not accepted. Thrown by verify.ts and the handlers.

/**
 * - `MISSING_HEADER`, `INVALID_HEADER`: a header of Standard Webhooks is missing or malformed;
 * - `TIMESTAMP_TOO_OLD`, `TIMESTAMP_TOO_NEW`: outside of `toleranceSeconds`, by the clock of this machine;
 * - `SIGNATURE_MISMATCH`: no signature is from one of the secrets;
 * - `INVALID_BODY`: signed, but not an event of Latchkey;
 * - `BODY_TOO_LARGE`, `METHOD_NOT_ALLOWED`: from the handlers only;
 * - `BODY_ALREADY_PARSED`, `INVALID_SECRET`: a mistake in your program.
 */
export type WebhookErrorCode = keyof typeof STATUS

const STATUS = {
  MISSING_HEADER: 400,
  INVALID_HEADER: 400,
  TIMESTAMP_TOO_OLD: 400,
  TIMESTAMP_TOO_NEW: 400,
  SIGNATURE_MISMATCH: 401,
  INVALID_BODY: 400,
  BODY_TOO_LARGE: 413,
  METHOD_NOT_ALLOWED: 405,
  BODY_ALREADY_PARSED: 500,
  INVALID_SECRET: 500,
} as const

const NAME = 'WebhookError'

/** A delivery was not accepted. The message says what to do. It contains no secret, no header and no body. */
export class WebhookError extends Error {
  readonly code: WebhookErrorCode
  /** HTTP status to answer with. 500: a mistake in your program, so the sender tries again later. */
  readonly status: number

  constructor(code: WebhookErrorCode, message: string) {
    super(message)
    this.code = code
    this.status = STATUS[code]
  }

  override get name(): string {
    return NAME
  }

  /** Whether an error is a WebhookError, also one of another copy of this package. */
  static is(error: unknown): error is WebhookError {
    return error instanceof Error && error.name === NAME && 'code' in error && 'status' in error
  }
}
