// Error of a failed mail with codes only: messages may contain addresses and passwords.

export class MailError extends Error {
  /** For the log, such as "ESOCKET ECONNREFUSED" or "EENVELOPE 550". */
  readonly kind: string
  /** Sending the same mail again would fail again. */
  readonly permanent: boolean

  constructor(kind: string, permanent: boolean) {
    super(`The mail could not be sent (${kind}).`)
    this.kind = kind
    this.permanent = permanent
  }
}

/**
 * Converts an error of the mail library, the file system or other code. Sets no `cause`, because it would be
 * logged.
 */
export function mailErrorOf(error: unknown): MailError {
  if (error instanceof MailError) return error
  const { code, originalCode, responseCode, permanent } = fieldsOf(error)
  const kind = [code, originalCode, responseCode]
    .filter(
      (part) => typeof part === 'number' || (typeof part === 'string' && /^[A-Z0-9_]{1,40}$/.test(part)),
    )
    .join(' ')
  return new MailError(kind || 'unknown', permanent === true)
}

interface Fields {
  readonly code?: unknown
  /** Value of `code` before the mail library replaced it. */
  readonly originalCode?: unknown
  /**
   * SMTP reply code. `permanent` is set if the mail server rejects for good, as most codes from 500 on do.
   */
  readonly responseCode?: unknown
  readonly permanent?: unknown
}

function fieldsOf(error: unknown): Fields {
  return typeof error === 'object' && error !== null ? error : {}
}
