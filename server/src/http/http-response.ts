// Answers that are given without GraphQL: problems of whoever did not get as far, small pages, JSON.

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

/** What is learned of a request on its way. What is not for metrics and headers is for the log, beside path and status. */
export interface RequestLog {
  /** Of a request to the API, where its credential stands with its limits. */
  limitStates?: LimitStates
  /** Of a request to the API, what it asks for. */
  operationInfo?: OperationInfo
  /** Of the route that the request was for. Other paths are not logged: a caller may have put a key there. */
  path?: string
  /** Of a request under /auth/, its path, if something is there. */
  authPath?: string
  apiKeyId?: string
  userId?: string
  /** Of the problem that was answered, the first if several. */
  code?: string
  /** The caller was gone before the answer. */
  left?: boolean
}

/** What a problem says to the caller: the same in an answer of GraphQL and in one without. */
export function problemExtensions(problem: Problem, { requestId, docUrl }: ProblemContext) {
  const { code, status, issues, retryAfterSeconds } = problem
  const wait = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  return { code, status, requestId, issues, docUrl: docUrl(code), ...wait }
}

/** The headers that belong to a problem whose status the answer has. */
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
  // Also to a client that accepts neither: better a response of another type than none.
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
