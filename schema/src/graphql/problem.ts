// Problem: the error type of all layers. The only file that maps error codes to HTTP status codes.

import { GraphQLError } from 'graphql'

/** Every error code with its HTTP status and its meaning for the caller. */
export const PROBLEMS = {
  BAD_REQUEST: [
    400,
    'The request or its GraphQL document is malformed or not allowed. `issues` lists the values that do not match their types.',
  ],
  QUERY_TOO_COMPLEX: [
    400,
    'The document exceeds the limit that the message names. Request smaller pages or fewer fields.',
  ],
  UNAUTHENTICATED: [401, 'The request has no credential.'],
  API_KEY_INVALID_FORMAT: [
    401,
    'The value is not in the format of an API key. Check that you copied the whole key.',
  ],
  API_KEY_INVALID: [
    401,
    'The API key is not accepted: it is unknown, inactive, deleted or expired, or PRODUCTION is not open for the funder.',
  ],
  TOKEN_INVALID: [
    401,
    'The session, bearer token or one-time token is not accepted: it is unknown, used, ended or expired.',
  ],
  LOGIN_FAILED: [401, 'The user name or password is incorrect.'],
  INSUFFICIENT_SCOPE: [403, 'The credential does not have the required scope, which the message names.'],
  TIER_NOT_ALLOWED: [403, 'A key of this kind cannot have this tier.'],
  IP_NOT_ALLOWED: [403, "The key's allow-list does not contain the address of this request."],
  WRONG_KEY_KIND: [403, 'This operation is not available for this kind of credential.'],
  RELATIONSHIP_PAUSED: [403, 'The funder has paused the relationship that this key belongs to.'],
  FORBIDDEN: [
    403,
    "You don't have permission to do this, or the request came from an origin that isn't allowed.",
  ],
  BROKER_NOT_FOUND: [404, 'No broker has this e-mail domain.'],
  API_KEY_NOT_FOUND: [404, 'The API key does not exist or is deleted.'],
  SUBMISSION_NOT_FOUND: [404, 'The submission does not exist, or you cannot see it.'],
  DOCUMENT_NOT_FOUND: [404, 'The document does not exist, or you cannot see it.'],
  NOT_FOUND: [404, 'The object or the URL does not exist, or you cannot see it.'],
  METHOD_NOT_ALLOWED: [
    405,
    'The URL does not support this HTTP method. The Allow header lists the supported methods.',
  ],
  NOT_ACCEPTABLE: [406, 'The Accept header names no media type that the server can send.'],
  BROKER_KEY_EXISTS: [409, 'The broker already has a key for this relationship.'],
  RELATIONSHIP_NOT_ACTIVE: [409, 'The relationship with this broker is paused or has ended.'],
  KEY_NOT_ACTIVE: [409, 'The key is inactive or expired.'],
  ROTATION_PENDING: [409, 'A rotation of this key is in progress.'],
  SECRET_ALREADY_USED: [
    409,
    'The secret that the original request created cannot be shown again: it was already used, or it was created more than 10 minutes ago. Rotate the key.',
  ],
  IDEMPOTENCY_IN_PROGRESS: [409, 'Another request with this Idempotency-Key is in progress.'],
  LAST_OWNER: [409, 'A funder must keep at least one active OWNER, and this is the last one.'],
  USER_EXISTS: [409, 'The user name is already taken.'],
  SUBMISSION_LOCKED: [409, 'The submission cannot be edited in its current status.'],
  LIMIT_REACHED: [409, 'The limit that the message names is reached.'],
  ILLEGAL_TRANSITION: [409, 'The object cannot go from its current status to the requested one.'],
  DUPLICATE_FILE: [409, 'The submission already contains a document with the same bytes. `issues` names it.'],
  VERSION_CONFLICT: [409, 'The submission changed after the expected version.'],
  REFERENCE_EXISTS: [409, 'Another submission of this relationship has the same `externalReference`.'],
  PAYLOAD_TOO_LARGE: [413, 'The request body exceeds the size limit, which the message names.'],
  UNSUPPORTED_MEDIA_TYPE: [
    415,
    'The request body is not plain JSON in UTF-8 (content-type: application/json).',
  ],
  VALIDATION_FAILED: [422, 'The input is invalid. `issues` lists every invalid value. Nothing was written.'],
  FILE_REJECTED: [
    422,
    'The file is empty, damaged, encrypted, or of a type that is not accepted. `issues` says which.',
  ],
  UPLOAD_MISMATCH: [422, 'The uploaded bytes are missing, or differ from the announced size or hash.'],
  IDEMPOTENCY_MISMATCH: [422, 'A different request already used this Idempotency-Key.'],
  PASSWORD_TOO_WEAK: [422, 'The password does not meet the password rules. `issues` lists the reasons.'],
  RATE_LIMITED: [
    429,
    'The 15-minute rate limit is used up, or there were too many attempts. `retryAfterSeconds` and the Retry-After header say when to try again.',
  ],
  BURST_LIMITED: [429, 'Too many requests in one second. Wait one second and try again.'],
  INTERNAL: [500, 'An internal error occurred. Report it with its `requestId`.'],
  UNAVAILABLE: [503, 'The service is temporarily unavailable. Try again shortly.'],
} as const satisfies Record<string, readonly [status: number, meaning: string]>

export type ProblemCode = keyof typeof PROBLEMS

/** One invalid input value: dotted path below `input`, stable code, and what to do. */
export interface Issue {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** Fields that a client can act on automatically. */
interface ProblemHints {
  readonly retryAfterSeconds?: number | null
  readonly scope?: string | null
  readonly allow?: readonly string[]
}

/** An error for the caller: code, message that says what to do, and the input issues. */
export class Problem extends GraphQLError {
  readonly code: ProblemCode
  readonly status: number
  readonly issues: readonly Issue[]
  /** Seconds until a retry is useful, if known. */
  readonly retryAfterSeconds: number | null
  /** Public name of the missing scope. */
  readonly scope: string | null
  /** For METHOD_NOT_ALLOWED: the allowed methods. */
  readonly allow: readonly string[]

  constructor(
    code: ProblemCode,
    message: string,
    issues: readonly Issue[] = [],
    { retryAfterSeconds = null, scope = null, allow = [] }: ProblemHints = {},
  ) {
    const status = statusOf(code)
    super(message, { extensions: { code, status, issues } })
    this.code = code
    this.status = status
    this.issues = issues
    this.retryAfterSeconds = retryAfterSeconds
    this.scope = scope
    this.allow = allow
  }
}

function statusOf(code: ProblemCode): number {
  return PROBLEMS[code][0]
}

/** The Problem in a thrown value, unwrapped from GraphQL errors. Null for any other error. */
export function problemIn(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  return error instanceof GraphQLError && error.originalError ? problemIn(error.originalError) : null
}
