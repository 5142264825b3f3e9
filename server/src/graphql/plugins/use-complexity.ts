// useComplexity: sets the cost before execution and rejects expensive operations. Used by /graphql.

import { GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { createComplexityCheck } from '../complexity.ts'
import type { RequestContext } from '../request-context.ts'

export function useComplexity(schema: GraphQLSchema): Plugin<RequestContext> {
  const checkComplexity = createComplexityCheck(schema)
  return {
    onExecute({ args, extendContext, setResultAndStopExecution }) {
      const operation = getOperationAST(args.document, args.operationName)
      // Execution reports a missing operation.
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
