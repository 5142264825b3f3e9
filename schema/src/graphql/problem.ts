// Problem: the error type of all layers. The only file that maps error codes to HTTP status codes.

import { GraphQLError } from 'graphql'

/** Every error code with its HTTP status and its meaning for the caller. */
export const PROBLEMS = {
  BAD_REQUEST: [
    400,
    'The request or its GraphQL document is malformed or not allowed. Correct it as the message says. `issues` lists the values that do not match their types.',
  ],
  QUERY_TOO_COMPLEX: [
    400,
    'The document exceeds the limit that the message names. Request smaller pages or fewer fields.',
  ],
  UNAUTHENTICATED: [
    401,
    'The request has no credential. Send an API key in the `x-api-key` header, or sign in.',
  ],
  API_KEY_INVALID_FORMAT: [401, 'The value is not in the format of an API key. Copy the whole key.'],
  API_KEY_INVALID: [
    401,
    'The API key is not accepted: it is unknown, inactive, deleted or expired, its user is disabled, or PRODUCTION is not open for the funder. Get a valid key from an administrator of the funder.',
  ],
  TOKEN_INVALID: [
    401,
    'The session, bearer token or one-time token is not accepted: it is unknown, used, ended or expired. Sign in again, or request a new link.',
  ],
  LOGIN_FAILED: [401, 'The user name or password is incorrect. Check both, or request a reset link.'],
  INSUFFICIENT_SCOPE: [
    403,
    'The credential does not have the required scope, which the message names. Use a credential that has it.',
  ],
  TIER_NOT_ALLOWED: [403, 'A key of this kind cannot have this tier. Use a tier that the message names.'],
  IP_NOT_ALLOWED: [
    403,
    "The key's allow-list does not contain the address of this request. Send it from an address in the list, or add the address.",
  ],
  WRONG_KEY_KIND: [
    403,
    'This operation is not available for this kind of credential. Use one that the message names.',
  ],
  RELATIONSHIP_PAUSED: [
    403,
    'The funder has paused the relationship that this key belongs to. Ask the funder to resume it.',
  ],
  FORBIDDEN: [
    403,
    "You don't have permission to do this, or the request came from an origin that isn't allowed. Ask an OWNER to change your role, or send the request from an allowed origin.",
  ],
  BROKER_NOT_FOUND: [
    404,
    'No broker has this email domain. Check the address, or ask the platform operator to add the domain.',
  ],
  API_KEY_NOT_FOUND: [
    404,
    'The API key does not exist or is deleted. Use the query `apiKeys` to find the id.',
  ],
  SUBMISSION_NOT_FOUND: [
    404,
    'The submission does not exist, or you cannot see it. Use the query `submissions` to find the id.',
  ],
  NOT_FOUND: [
    404,
    'The object or the URL does not exist, or you cannot see it. Check the id and the environment, or the URL.',
  ],
  DOCUMENT_NOT_FOUND: [404, 'The document does not exist, or you cannot see it.'],
  METHOD_NOT_ALLOWED: [
    405,
    'The URL does not support this HTTP method. Use a method that the Allow header lists; send mutations by POST.',
  ],
  NOT_ACCEPTABLE: [
    406,
    'The Accept header names no media type that the server can send. Accept application/json.',
  ],
  BROKER_KEY_EXISTS: [
    409,
    'The broker already has a key for this relationship. To get another secret, rotate that key.',
  ],
  RELATIONSHIP_NOT_ACTIVE: [
    409,
    'The relationship with this broker is paused or has ended. Resume it, or restart it with createBrokerKey.',
  ],
  KEY_NOT_ACTIVE: [409, 'The key is inactive or expired. Reactivate it, or set a later expiry.'],
  ROTATION_PENDING: [409, 'A rotation of this key is in progress. Finish or cancel it first.'],
  SECRET_ALREADY_USED: [
    409,
    'The secret that the original request created cannot be shown again: it was already used, or it was created more than 10 minutes ago. Rotate the key.',
  ],
  IDEMPOTENCY_IN_PROGRESS: [
    409,
    'Another request with this idempotency key is in progress. Try again shortly.',
  ],
  LAST_OWNER: [
    409,
    'A funder must keep at least one active OWNER, and this is the last one. Make another user OWNER first.',
  ],
  USER_EXISTS: [409, 'The user name is already taken. Choose another one.'],
  SUBMISSION_LOCKED: [
    409,
    'The submission or its documents cannot be changed in this status. Edit a submission while it is DRAFT or INFO_REQUESTED, and its documents until it is FUNDED, DECLINED or WITHDRAWN.',
  ],
  VERSION_CONFLICT: [
    409,
    'The submission changed after the expected version. Read it again and repeat your change.',
  ],
  REFERENCE_EXISTS: [
    409,
    'Another submission of this relationship has the same `externalReference`. Use another value, or update that submission.',
  ],
  ILLEGAL_TRANSITION: [409, 'The submission does not allow this step in its current status.'],
  DUPLICATE_SUBMISSION: [
    409,
    'The broker has an open submission for the same company. The message contains its id.',
  ],
  OFFER_NOT_OPEN: [409, 'The offer is closed or expired.'],
  LIMIT_REACHED: [409, 'The object already has the maximum number of these parts, which the message names.'],
  PAYLOAD_TOO_LARGE: [
    413,
    'The request body exceeds the size limit, which the message names. Send a smaller body.',
  ],
  DUPLICATE_FILE: [409, 'The submission already contains a document with the same bytes. `issues` names it.'],
  UNSUPPORTED_MEDIA_TYPE: [
    415,
    'The request body is not JSON in UTF-8, or it is compressed. Send plain JSON with content-type: application/json.',
  ],
  VALIDATION_FAILED: [
    422,
    'The input is invalid, and nothing was written. Correct every value that `issues` lists.',
  ],
  IDEMPOTENCY_MISMATCH: [
    422,
    'A different request already used this idempotency key. Use a new one for each mutation.',
  ],
  PASSWORD_TOO_WEAK: [
    422,
    'The password does not meet the password rules. Choose another one; `issues` lists the reasons.',
  ],
  INCOMPLETE: [422, 'The submission lacks required data. `issues` lists everything that is missing.'],
  FILE_REJECTED: [
    422,
    'The file is empty, damaged, encrypted, or of a type that is not accepted. `issues` says which.',
  ],
  UPLOAD_MISMATCH: [422, 'The uploaded bytes are missing, or differ from the announced size or hash.'],
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
