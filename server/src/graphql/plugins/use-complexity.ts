// Reckons what an operation costs before it is executed, for whoever charges it; refuses what costs too much.

import { GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { createComplexityCheck } from '../complexity.ts'
import type { RequestContext } from '../request-context.ts'

export function useComplexity(schema: GraphQLSchema): Plugin<RequestContext> {
  const checkComplexity = createComplexityCheck(schema)
  return {
    onExecute({ args, extendContext, setResultAndStopExecution }) {
      const operation = getOperationAST(args.document, args.operationName)
      // Execution tells which operations there are.
      if (!operation) return
      try {
        const { now } = args.contextValue.principal
        extendContext({ cost: checkComplexity(args.document, operation, args.variableValues ?? {}, now) })
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error
        setResultAndStopExecution({ errors: [error] })
      }
    },
  }
}
