// Families of LatchkeyProblem, by status, and problemOf. Used by attempt.ts and pacer.ts.

import { LatchkeyProblem } from '../errors.ts'
import type { ProblemDetails } from './error-details.ts'

/** 401: the API key or access token is missing, malformed, unknown, inactive or expired. */
export class LatchkeyAuthenticationError extends LatchkeyProblem {
  /** @internal */
  static override readonly kind: string = 'LatchkeyAuthenticationError'
}

/** 403: the credential is valid but may not do this: its scopes, role, kind, allow-list or relationship. */
export class LatchkeyPermissionError extends LatchkeyProblem {
  /** @internal */
  static override readonly kind: string = 'LatchkeyPermissionError'
}

/** 404: the object does not exist, or the caller cannot see it. */
export class LatchkeyNotFoundError extends LatchkeyProblem {
  /** @internal */
  static override readonly kind: string = 'LatchkeyNotFoundError'
}

/** 409: the current state does not allow this. Read it again before you repeat the call. */
export class LatchkeyConflictError extends LatchkeyProblem {
  /** @internal */
  static override readonly kind: string = 'LatchkeyConflictError'
}

/** 400, 413, 415 or 422: the input is invalid. `issues` lists the parts, if the server names them. */
export class LatchkeyValidationError extends LatchkeyProblem {
  /** @internal */
  static override readonly kind: string = 'LatchkeyValidationError'
}

/**
 * 429: the rate limit is used up, and the wait is longer than the call may take. `retryAfterMs` says how long it
 * is. `requestId` is null if the client knew that without a request.
 */
export class LatchkeyRateLimitError extends LatchkeyProblem {
  /** @internal */
  static override readonly kind: string = 'LatchkeyRateLimitError'
}

/** 500 to 599: the server failed, or is temporarily unavailable. */
export class LatchkeyServerError extends LatchkeyProblem {
  /** @internal */
  static override readonly kind: string = 'LatchkeyServerError'
}

/** An error of the class that belongs to its status. */
export function problemOf(details: ProblemDetails): LatchkeyProblem {
  const { status } = details
  if (status >= 500) return new LatchkeyServerError(details)
  switch (status) {
    case 401:
      return new LatchkeyAuthenticationError(details)
    case 403:
      return new LatchkeyPermissionError(details)
    case 404:
      return new LatchkeyNotFoundError(details)
    case 409:
      return new LatchkeyConflictError(details)
    case 400:
    case 413:
    case 415:
    case 422:
      return new LatchkeyValidationError(details)
    case 429:
      return new LatchkeyRateLimitError(details)
    default:
      return new LatchkeyProblem(details)
  }
}
