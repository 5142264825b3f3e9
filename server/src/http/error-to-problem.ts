// From whatever was thrown to the problem that the caller is told. What is no problem of ours is masked.

import { databaseErrorKind } from '@latchkey/prisma'
import { Problem, problemIn } from '@latchkey/schema/graphql/problem.ts'
import { GraphQLError } from 'graphql'
import type { Log } from '../observability/log.ts'

export function toProblem(error: unknown): Problem {
  const problem = problemIn(error)
  if (problem) return problem
  const original = originalOf(error)
  // The parser and whoever walks a document call themselves: the depth of a document is a caller's doing.
  if (original instanceof RangeError && /call stack/.test(original.message))
    return new Problem('BAD_REQUEST', 'The document is nested too deeply.')
  const failure = databaseErrorKind(original)
  if (failure === 'invalid_value') {
    return new Problem(
      'BAD_REQUEST',
      'A value cannot be kept or looked for: a text with a NUL character, or a number or time out of range.',
    )
  }
  // Where a value can be taken, it is told in the words of what it is; elsewhere it cannot be.
  return failure === null || failure === 'taken'
    ? new Problem('INTERNAL', 'Something went wrong on our side. Tell us the request id.')
    : new Problem(
        'UNAVAILABLE',
        'Not possible right now. If this was a change, look whether it was made before you try again.',
      )
}

/** Logs what stands behind a problem that says nothing of it to the caller. */
export function logInternalError(log: Log, requestId: string, { code }: Problem, error: unknown): void {
  if (code === 'INTERNAL') log.error({ requestId, err: originalOf(error) }, 'internal error')
  if (code === 'UNAVAILABLE') log.warn({ requestId, err: originalOf(error) }, 'not possible right now')
}

/** What was thrown before GraphQL wrapped it. */
export function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originalOf(error.originalError) : error
}
