// From the result of a GraphQL request to its response: charges what was not executed, turns every error into a Problem,
// hides what is not meant for callers, and tells the status, the cost and the limits.

import { problemIn } from '@latchkey/schema/graphql/problem.ts'
import { GraphQLError } from 'graphql'
import { logInternalError, originalOf, toProblem } from '../http/error-to-problem.ts'
import { type ProblemContext, problemExtensions, problemHeaders } from '../http/http-response.ts'
import type { ResponseType } from '../http/media-types.ts'
import { httpStatus, type ReportedProblem } from '../http/status.ts'
import type { Log } from '../observability/log.ts'
import { rateLimitExtension, rateLimitHeaders } from '../rate-limit/rate-limit-headers.ts'
import type { RequestResult } from './execute-request.ts'
import { documentProblem } from './plugins/document-error.ts'
import type { Charge } from './plugins/use-rate-limit.ts'
import type { RequestContext } from './request-context.ts'

interface GraphqlResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Of the first problem, if there is one. */
  readonly code: string | null
  /** The response is that problem alone. */
  readonly refused: boolean
}

interface RespondOptions {
  readonly charge: Charge
  readonly log: Log
  readonly docUrl: ProblemContext['docUrl']
}

export type Respond = (
  result: RequestResult,
  type: ResponseType,
  context: RequestContext,
) => Promise<GraphqlResponse>

export function createRespond({ charge, log, docUrl }: RespondOptions): Respond {
  return async (result, type, context) => {
    const { requestId, limitStates } = context
    // A document with faults was not executed, but reading it is work all the same.
    if (limitStates.window === null) await charge(context)
    const reported = (result.errors ?? []).map((error) => ({ error, ...report(error, result) }))
    for (const { error, problem } of reported) logInternalError(log, requestId, problem, error)
    const errors = reported.map(({ error, problem }) => ({
      message: problem.message,
      ...placeOf(error),
      extensions: problemExtensions(problem, { requestId, docUrl }),
    }))
    const hasData = result.data != null
    const [first] = reported
    const cost = { charged: context.charged, complexity: context.cost?.complexity ?? null }
    return {
      status: httpStatus(first, { hasData, type }),
      headers: {
        'content-type': `${type}; charset=utf-8`,
        ...(first === undefined || hasData ? {} : problemHeaders(first.problem)),
        ...rateLimitHeaders(limitStates),
      },
      body: JSON.stringify({
        ...(errors.length === 0 ? {} : { errors }),
        ...('data' in result ? { data: result.data } : {}),
        extensions: { ...result.extensions, cost, rateLimit: rateLimitExtension(limitStates) },
      }),
      code: first?.problem.code ?? null,
      refused: first !== undefined && !hasData,
    }
  }
}

function report(error: unknown, result: RequestResult): ReportedProblem {
  // graphql-js reports faults of a document by errors of its own; resolvers throw Problems, and all else is hidden.
  if (!(error instanceof GraphQLError) || !(originalOf(error) instanceof GraphQLError) || problemIn(error))
    return { problem: toProblem(error), ofDocument: false }
  return { problem: documentProblem(error), ofDocument: !('data' in result) }
}

function placeOf(error: unknown): Pick<GraphQLError, 'locations' | 'path'> | object {
  if (!(error instanceof GraphQLError)) return {}
  const { locations, path } = error
  return { ...(locations == null ? {} : { locations }), ...(path == null ? {} : { path }) }
}
