// toProblem: converts any thrown error to a Problem and masks internal errors. Used by all routes.

import { databaseErrorKind } from '@latchkey/prisma'
import { Problem, problemIn } from '@latchkey/schema/graphql/problem.ts'
import { GraphQLError } from 'graphql'
import type { Log } from '../observability/log.ts'

export function toProblem(error: unknown): Problem {
  const problem = problemIn(error)
  if (problem) return problem
  const original = originalOf(error)
  // The parser and the document visitors are recursive, so a stack overflow means that the document is nested
  // too deep.
  if (original instanceof RangeError && /call stack/.test(original.message))
    return new Problem('BAD_REQUEST', 'The document is nested too deeply. Use fewer levels.')
  const failure = databaseErrorKind(original)
  if (failure === 'invalid_value') {
    return new Problem(
      'BAD_REQUEST',
      'A value cannot be stored or searched for: it contains a NUL character, or is a number or time out of range.',
    )
  }
  // Code that can violate a unique constraint handles 'taken' itself. An unhandled one is a bug.
  return failure === null || failure === 'taken'
    ? new Problem('INTERNAL', 'Internal server error. Report it with the request id.')
    : new Problem(
        'UNAVAILABLE',
        'The server cannot process the request right now. If it changes data, check whether it took effect before you retry.',
      )
}

/** Logs the cause of an INTERNAL or UNAVAILABLE problem, which the response does not show. */
export function logInternalError(log: Log, requestId: string, { code }: Problem, error: unknown): void {
  if (code === 'INTERNAL') log.error({ requestId, err: originalOf(error) }, 'internal error')
  if (code === 'UNAVAILABLE') log.warn({ requestId, err: originalOf(error) }, 'service unavailable')
}

/** Returns the error that GraphQL wrapped, or the error itself. */
export function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originalOf(error.originalError) : error
}
