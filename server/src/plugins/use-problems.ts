// Turns every error of an answer into a problem of ours, masks what is not meant for callers, and mirrors the status.

import { type Problem, problemIn } from '@latchkey/schema/problem.ts'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { problemExtensions, problemHeaders } from '../answer.ts'
import type { Log } from '../log.ts'
import { logFault, originalOf, problemOf } from '../problem-of.ts'
import type { RequestContext } from '../request.ts'
import { faultOf } from './document-fault.ts'

export function useProblems(log: Log, docUrl: (code: string) => string): Plugin<object, RequestContext> {
  return {
    onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || !('errors' in result) || !result.errors) return
      // Nobody reads what is left of it, and the log has the reason.
      if (serverContext.isOver()) return
      const { requestId } = serverContext
      const answered = 'data' in result && result.data != null
      const errors = result.errors.map((error) => {
        const { problem, http } = read(error)
        logFault(log, requestId, problem, error)
        return new GraphQLError(problem.message, {
          ...located(error),
          extensions: {
            ...problemExtensions(problem, { requestId, docUrl }),
            ...(http?.status ? { status: http.status } : {}),
            // Beside data that was answered, a status would turn a partial answer into a failed one.
            ...(answered
              ? {}
              : { http: http ?? { status: problem.status, headers: problemHeaders(problem) } }),
          },
        })
      })
      const code = errors[0]?.extensions['code']
      if (typeof code === 'string') serverContext.code = code
      serverContext.refused = !answered
      setResult({ ...result, errors })
    },
  }
}

interface Reading {
  readonly problem: Problem
  /** What Yoga already said of the status: documents that are at fault follow GraphQL over HTTP. */
  readonly http?: { readonly status?: number }
}

function read(error: unknown): Reading {
  // graphql-js throws errors of its own for what is at fault in a document; ours are problems, and wrapped ones masked.
  const ofDocument =
    error instanceof GraphQLError && originalOf(error) instanceof GraphQLError && !problemIn(error)
  if (!ofDocument) return { problem: problemOf(error) }
  const http = error.extensions['http']
  const given = typeof http === 'object' && http !== null ? http : { status: 400, spec: true }
  // `spec` lets the fault of a document be answered 200. A body that is not even JSON is none; Yoga keeps its cause.
  const cause = error.extensions['originalError']
  return { problem: faultOf(error), http: cause === undefined ? given : { ...given, spec: false } }
}

function located(error: unknown) {
  if (!(error instanceof GraphQLError)) return {}
  const { nodes, source, positions, path } = error
  return { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null }
}
