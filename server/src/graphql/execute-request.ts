// createExecuteRequest: runs a GraphQL request with Yoga's plugins. Used by graphql-route.ts.
//
// It does not use Yoga's HTTP layer (docs/decisions/0016).

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { type ExecutionResult, getOperationAST } from 'graphql'
import { createYoga, isAsyncIterable, type YogaServerOptions } from 'graphql-yoga'
import { createDocuments } from './documents.ts'
import type { Parameters } from './parameters.ts'
import type { RequestContext } from './request-context.ts'

/** If `data` is missing, nothing was executed. */
export interface RequestResult extends Pick<ExecutionResult, 'data' | 'extensions'> {
  readonly errors?: readonly unknown[]
}

interface GraphqlRequest {
  readonly method: string
  /** Throws a Problem if the parameters are malformed. */
  readonly readParameters: () => Parameters
  readonly context: RequestContext
}

type Plugins = NonNullable<YogaServerOptions<RequestContext, object>['plugins']>

/** Rejects only if a plugin fails. Returns all other errors in the result. */
export type ExecuteRequest = (request: GraphqlRequest) => Promise<RequestResult>

export function createExecuteRequest(plugins: Plugins): ExecuteRequest {
  const { getEnveloped } = createYoga<RequestContext>({
    schema,
    plugins,
    // Yoga's HTTP layer is not used. Its cache would retain errors. respond.ts converts errors to problems.
    parserAndValidationCache: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    logging: false,
  })
  const documents = createDocuments()

  return async ({ method, readParameters, context }) => {
    const parameters = parametersOrProblem(readParameters)
    if (parameters instanceof Problem) return { errors: [parameters] }
    const { query, operationName, variables } = parameters
    const { parse, validate, contextFactory, execute, schema: enveloped } = getEnveloped(context)
    const read = documents.read(query, { schema: enveloped, parse, validate })
    if ('faults' in read) return { errors: read.faults }
    const operation = getOperationAST(read.document, operationName)
    if (!operation) return { errors: [noOperation(operationName)] }
    if (operation.operation === 'mutation' && method !== 'POST') return { errors: [mutationByGet()] }
    const result = await execute({
      schema: enveloped,
      document: read.document,
      contextValue: await contextFactory(),
      variableValues: variables,
      operationName,
    })
    if (isAsyncIterable(result)) throw new Error('The schema supports neither subscriptions nor @defer.')
    return result
  }
}

function parametersOrProblem(read: () => Parameters): Parameters | Problem {
  try {
    return read()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

function noOperation(operationName: string | null): Problem {
  return new Problem(
    'BAD_REQUEST',
    operationName === null
      ? 'The document has no operation or several. Set `operationName` to the operation to execute.'
      : 'The document has no operation with the name in `operationName`.',
  )
}

function mutationByGet(): Problem {
  return new Problem('METHOD_NOT_ALLOWED', 'Send mutations by POST.', [], { allow: ['POST'] })
}
