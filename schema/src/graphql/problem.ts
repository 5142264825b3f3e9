// Problem: the error type of all layers. The only file that maps error codes to HTTP status codes.

import { GraphQLError } from 'graphql'

/** Every error code with its HTTP status and its meaning for the caller. */
export const PROBLEMS = {
  BAD_REQUEST: [
    400,
    'The request or its document is not well formed, or asks for what one request may not ask. `issues` lists the values that do not fit their types.',
  ],
  QUERY_TOO_COMPLEX: [
    400,
    'The document asks for too much at once; the message tells which bound it exceeds. Ask for smaller pages or fewer fields.',
  ],
  UNAUTHENTICATED: [401, 'No credential was sent.'],
  API_KEY_INVALID_FORMAT: [
    401,
    'What was sent as an API key does not look like one: mistyped, cut off or invented.',
  ],
  API_KEY_INVALID: [
    401,
    'No request is accepted with this key: unknown, switched off, deleted, expired, or of a PRODUCTION that is not open.',
  ],
  TOKEN_INVALID: [
    401,
    'The session, bearer token or one-time token is not accepted: unknown, used up, ended or expired.',
  ],
  LOGIN_FAILED: [401, 'The user name or the password is not right.'],
  INSUFFICIENT_SCOPE: [403, 'The credential lacks a scope; the message names it.'],
  TIER_NOT_ALLOWED: [403, 'A key of this kind cannot have this tier.'],
  IP_NOT_ALLOWED: [403, "The key's allow-list does not contain the address of this request."],
  WRONG_KEY_KIND: [403, 'This operation is not for this kind of credential.'],
  RELATIONSHIP_PAUSED: [403, 'The funder has paused the relationship that this key belongs to.'],
  FORBIDDEN: [403, 'Not yours to change, not for your role, or not asked from where it may be asked.'],
  BROKER_NOT_FOUND: [404, 'No broker is known for this domain.'],
  API_KEY_NOT_FOUND: [404, 'No such API key, or it is deleted.'],
  SUBMISSION_NOT_FOUND: [404, 'No such submission.'],
  NOT_FOUND: [404, 'No such thing, or nothing is served at this address.'],
  METHOD_NOT_ALLOWED: [
    405,
    'The address does not support this method; the header Allow lists the ones it does.',
  ],
  NOT_ACCEPTABLE: [406, 'The header Accept names no media type that the server can send.'],
  BROKER_KEY_EXISTS: [409, 'The broker already has a key for this relationship.'],
  RELATIONSHIP_NOT_ACTIVE: [409, 'The relationship with this broker is paused or has ended.'],
  KEY_NOT_ACTIVE: [409, 'The key is not fit for this: switched off or expired.'],
  ROTATION_PENDING: [409, 'A rotation of this key is under way.'],
  SECRET_ALREADY_USED: [
    409,
    'The secret that this request made was used already, or made too long ago: it cannot be shown again. Rotate the key.',
  ],
  IDEMPOTENCY_IN_PROGRESS: [409, 'The same request is being carried out at this moment.'],
  LAST_OWNER: [409, 'A funder always keeps an active OWNER, and this is the last.'],
  USER_EXISTS: [409, 'Somebody has this user name already.'],
  SUBMISSION_LOCKED: [409, 'The submission cannot be edited in its state.'],
  VERSION_CONFLICT: [409, 'The submission was changed since the version that was expected.'],
  REFERENCE_EXISTS: [409, 'Another submission of this relationship has the same external reference.'],
  PAYLOAD_TOO_LARGE: [413, 'The request body is larger than the limit, which the message names.'],
  UNSUPPORTED_MEDIA_TYPE: [
    415,
    'The request body is not plain JSON in UTF-8 (content-type: application/json).',
  ],
  VALIDATION_FAILED: [
    422,
    'Something in the input is not acceptable; `issues` lists all of it. Nothing was written.',
  ],
  IDEMPOTENCY_MISMATCH: [422, 'Another request had this Idempotency-Key.'],
  PASSWORD_TOO_WEAK: [422, 'The password is too short or too common; `issues` tells.'],
  RATE_LIMITED: [
    429,
    'Too much in the window of 15 minutes, or too many attempts; `retryAfterSeconds` and the header Retry-After tell when to try again.',
  ],
  BURST_LIMITED: [429, 'Too many requests in one second. Try again in a second.'],
  INTERNAL: [500, 'A fault of ours. Tell us the request id.'],
  UNAVAILABLE: [503, 'Not possible right now; try again shortly.'],
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
