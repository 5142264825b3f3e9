// The HTTP status of a response that reports problems: one rule for all routes, documented in docs/errors.md.

import type { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { ResponseType } from './media-types.ts'

export interface ReportedProblem {
  readonly problem: Problem
  /** A syntax error, a failed validation or a variable of the wrong type: found by GraphQL, before execution. */
  readonly ofDocument: boolean
}

/** `first`: of the problems that are reported. */
export function httpStatus(
  first: ReportedProblem | undefined,
  { hasData, type }: { readonly hasData: boolean; readonly type: ResponseType },
): number {
  if (first === undefined || hasData) return 200
  // GraphQL over HTTP: under this media type such a response is a success of the transport.
  if (first.ofDocument && type === 'application/json') return 200
  return first.problem.status
}
