// createRespond: builds the HTTP response from a GraphQL result. Used by graphql-route.ts.
//
// Charges requests that were not executed, converts every error to a Problem, masks internal errors, and sets
// status, cost and rate limits.

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
  /** Code of the first problem. */
  readonly code: string | null
  /** Whether the response has errors but no data. */
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
    // Charge an invalid document too: it was not executed, but the server spent work to parse and validate
    // it.
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
  // A plain GraphQLError comes from graphql-js and describes a document error. Resolvers throw Problems.
  // toProblem masks all other errors.
  if (!(error instanceof GraphQLError) || !(originalOf(error) instanceof GraphQLError) || problemIn(error))
    return { problem: toProblem(error), ofDocument: false }
  return { problem: documentProblem(error), ofDocument: !('data' in result) }
}

function placeOf(error: unknown): Pick<GraphQLError, 'locations' | 'path'> | object {
  if (!(error instanceof GraphQLError)) return {}
  const { locations, path } = error
  return { ...(locations == null ? {} : { locations }), ...(path == null ? {} : { path }) }
}
