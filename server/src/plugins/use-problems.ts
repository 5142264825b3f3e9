// Turns every error of an answer into a problem of ours, masks what is not meant for callers, and mirrors the status.

import { Prisma } from '@latchkey/prisma'
import { Problem, problemIn } from '@latchkey/schema/problem.ts'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { problemExtensions, problemHeaders } from '../answer.ts'
import type { Log } from '../log.ts'
import type { RequestContext } from '../request.ts'
import { faultOf } from './document-fault.ts'

export function useProblems(log: Log, docUrl: (code: string) => string): Plugin<object, RequestContext> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || !('errors' in result) || !result.errors) return
      const { requestId } = serverContext
      const answered = 'data' in result && result.data != null
      const errors = result.errors.map((error) => {
        const { problem, http } = read(error)
        if (problem.code === 'INTERNAL') log.error({ requestId, err: originalOf(error) }, 'internal error')
        return new GraphQLError(problem.message, {
          ...located(error),
          extensions: {
            ...problemExtensions(problem, { requestId, docUrl }),
            // Beside data that was answered, a status would turn a partial answer into a failed one.
            ...(answered
              ? {}
              : { http: http ?? { status: problem.status, headers: problemHeaders(problem) } }),
          },
        })
      })
      setResult({ ...result, errors })
    },
  }
}

interface Reading {
  readonly problem: Problem
  /** What Yoga already said of the status: documents that are at fault follow GraphQL over HTTP. */
  readonly http?: object
}

function read(error: unknown): Reading {
  const problem = problemIn(error)
  if (problem) return { problem }
  const original = originalOf(error)
  if (error instanceof GraphQLError && original instanceof GraphQLError) {
    const http = error.extensions['http']
    const given = typeof http === 'object' && http !== null ? http : { status: 400, spec: true }
    // `spec` lets the fault of a document be answered 200. A body that is not even JSON is none; Yoga keeps its cause.
    const cause = error.extensions['originalError']
    return { problem: faultOf(error), http: cause === undefined ? given : { ...given, spec: false } }
  }
  if (isUnreachable(original)) {
    return {
      problem: new Problem('UNAVAILABLE', 'The database cannot be reached right now. Try again shortly.'),
    }
  }
  return { problem: new Problem('INTERNAL', 'Something went wrong on our side. Tell us the request id.') }
}

function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originalOf(error.originalError) : error
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError)
    return ['P1001', 'P1002', 'P1008', 'P1017', 'P2024'].includes(error.code)
  return (
    error instanceof Error &&
    'code' in error &&
    /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[1-3])$/.test(String(error.code))
  )
}

function located(error: unknown) {
  if (!(error instanceof GraphQLError)) return {}
  const { nodes, source, positions, path } = error
  return { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null }
}
