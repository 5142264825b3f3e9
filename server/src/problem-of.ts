// From whatever was thrown to the problem that the caller is told. What is no problem of ours is masked.

import { Prisma } from '@latchkey/prisma'
import { Problem, problemIn } from '@latchkey/schema/problem.ts'
import { GraphQLError } from 'graphql'

export function problemOf(error: unknown): Problem {
  const problem = problemIn(error)
  if (problem) return problem
  return isUnreachable(originalOf(error))
    ? new Problem('UNAVAILABLE', 'The database cannot be reached right now. Try again shortly.')
    : new Problem('INTERNAL', 'Something went wrong on our side. Tell us the request id.')
}

/** What was thrown before GraphQL wrapped it. */
export function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originalOf(error.originalError) : error
}

const PRISMA_UNREACHABLE = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024']

function isUnreachable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) return PRISMA_UNREACHABLE.includes(error.code)
  if (!(error instanceof Error)) return false
  // pg says some of it in words only.
  if (
    /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect)/.test(error.message)
  )
    return true
  return 'code' in error && /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[1-3])$/.test(String(error.code))
}
