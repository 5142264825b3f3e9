// Exports all errors of the SDK. Only abort reasons, errors of the caller's functions and control flow of
// frameworks are not wrapped in one of them.

export {
  type ConnectionDetails,
  type ConnectionReason,
  LatchkeyConnectionError,
  LatchkeyInputError,
  LatchkeyTimeoutError,
} from './errors/connection-errors.ts'
export {
  type ClientErrorCode,
  type ErrorCode,
  type ErrorDetails,
  type Issue,
  isLatchkeyError,
  LatchkeyError,
} from './errors/latchkey-error.ts'
export {
  LatchkeyAuthenticationError,
  LatchkeyConflictError,
  LatchkeyNotFoundError,
  LatchkeyPermissionError,
  LatchkeyProblem,
  LatchkeyRateLimitError,
  LatchkeyServerError,
  LatchkeyValidationError,
  type ProblemDetails,
  problemOf,
} from './errors/problems.ts'
