// Why a mail was not taken: codes alone. What a mail server or a library says may repeat addresses and passwords.

export class MailError extends Error {
  /** For the log, such as "ESOCKET ECONNREFUSED" or "EENVELOPE 550". */
  readonly kind: string
  /** The same mail would be refused again. */
  readonly permanent: boolean

  constructor(kind: string, permanent: boolean) {
    super(`The mail was not taken (${kind}).`)
    this.kind = kind
    this.permanent = permanent
  }
}

/** Of an error of the mail library, of the file system, or of whatever else. Without a `cause`, which would be logged. */
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
  /** What stood in `code` before the mail library put its own there. */
  readonly originalCode?: unknown
  /** The mail server's number; it is `permanent` if it says so for good, as most from 500 on do. */
  readonly responseCode?: unknown
  readonly permanent?: unknown
}

function fieldsOf(error: unknown): Fields {
  return typeof error === 'object' && error !== null ? error : {}
}
