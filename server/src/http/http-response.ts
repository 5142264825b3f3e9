// sendProblem, send and the shared Problem format of all responses. Used by all routes.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { OperationInfo } from '../graphql/operation-info.ts'
import { type LimitStates, rateLimitExtension, rateLimitHeaders } from '../rate-limit/rate-limit-headers.ts'
import { acceptedType } from './media-types.ts'
import { httpStatus } from './status.ts'

export interface ProblemContext {
  readonly requestId: string
  readonly docUrl: (code: string) => string
}

/** Data collected while a request is handled, for metrics, headers and the request log. */
export interface RequestLog {
  /** Rate limits of the credential. Only for /graphql. */
  limitStates?: LimitStates
  /** Only for /graphql. */
  operationInfo?: OperationInfo
  /** Path of the matched route. Unknown paths are not logged, because they can contain a key. */
  path?: string
  /** Path of the matched route under /auth/. */
  authPath?: string
  apiKeyId?: string
  userId?: string
  /** Code of the first problem in the response. */
  code?: string
  /** The client disconnected before the response was sent. */
  clientDisconnected?: boolean
}

/** Returns the `extensions` of a problem, the same for GraphQL responses and all others. */
export function problemExtensions(problem: Problem, { requestId, docUrl }: ProblemContext) {
  const { code, status, issues, retryAfterSeconds } = problem
  const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  return { code, status, requestId, issues, docUrl: docUrl(code), ...wait }
}

/** Returns the headers of a response that has the status of this problem. */
export function problemHeaders(problem: Problem): Record<string, string> {
  const { code, status, retryAfterSeconds, scope, allow } = problem
  if (scope !== null)
    return {
      'www-authenticate': `ApiKey realm="latchkey", error="insufficient_scope", scope="${scope}"`,
    }
  if (status === 401) {
    const scheme = code === 'TOKEN_INVALID' ? 'Bearer' : 'ApiKey'
    const header = scheme === 'ApiKey' ? ', header="x-api-key"' : ''
    return { 'www-authenticate': `${scheme} realm="latchkey"${header}, error="${code}"` }
  }
  if (allow.length > 0) return { allow: allow.join(', ') }
  const wait = retryAfterSeconds ?? (status === 503 ? 1 : null)
  return wait === null ? {} : { 'retry-after': String(wait) }
}

export function sendProblem(
  req: IncomingMessage,
  res: ServerResponse,
  problem: Problem,
  context: ProblemContext,
  limitStates?: LimitStates,
): void {
  const body = {
    errors: [{ message: problem.message, extensions: problemExtensions(problem, context) }],
    ...(limitStates?.burst ? { extensions: { rateLimit: rateLimitExtension(limitStates) } } : {}),
  }
  // Send JSON also to a client that accepts neither type, so that it gets the error at all.
  const type = acceptedType(req) ?? 'application/json'
  const headers = { ...problemHeaders(problem), ...(limitStates ? rateLimitHeaders(limitStates) : {}) }
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  send(
    res,
    httpStatus({ problem, ofDocument: false }, { hasData: false, type }),
    `${type}; charset=utf-8`,
    JSON.stringify(body),
  )
}

export function send(res: ServerResponse, status: number, type: string, body: string | Buffer): void {
  res.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  res.end(res.req.method === 'HEAD' ? undefined : body)
}
