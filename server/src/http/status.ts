// httpStatus: HTTP status of a response with problems (docs/errors.md). Used by all routes.

import type { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { ResponseType } from './media-types.ts'

export interface ReportedProblem {
  readonly problem: Problem
  /** GraphQL found it before execution: syntax error, failed validation or variable of the wrong type. */
  readonly ofDocument: boolean
}

/** `first`: the first reported problem. */
export function httpStatus(
  first: ReportedProblem | undefined,
  { hasData, type }: { readonly hasData: boolean; readonly type: ResponseType },
): number {
  if (first === undefined || hasData) return 200
  // GraphQL over HTTP: with application/json, a document error is a successful transport, so the status is
  // 200.
  if (first.ofDocument && type === 'application/json') return 200
  return first.problem.status
}
