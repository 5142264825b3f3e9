// useOperationInfo: fills in the OperationInfo before execution. Used by graphql-route.ts.

import { isRootField } from '@latchkey/schema/auth/permissions.ts'
import { schema } from '@latchkey/schema/schema.ts'
import {
  type FieldNode,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { RequestContext } from '../request-context.ts'
import { rootFieldsOf } from '../root-fields.ts'

export function useOperationInfo(): Plugin<RequestContext> {
  return {
    onExecute({ args: { document, operationName, variableValues }, context: { operationInfo } }) {
      const operation = getOperationAST(document, operationName)
      if (!operation) return
      const fields = rootFieldsOf(document, operation)
      operationInfo.type = operation.operation
      operationInfo.rootFields = [...new Set([...fields.values()].map(({ name }) => name.value))].filter(
        isRootField,
      )
      const [first] = fields.values()
      if (first?.name.value === 'rotateApiKey')
        operationInfo.hasGracePeriod = hasGracePeriod(operation, first, variableValues ?? {})
    },
  }
}

function hasGracePeriod(
  { variableDefinitions = [] }: OperationDefinitionNode,
  rotation: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const { coerced } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 })
  const given = rotation.arguments?.find(({ name }) => name.value === 'input')
  const input = given && coerced ? valueFromASTUntyped(given.value, coerced) : null
  return !(typeof input === 'object' && input !== null && 'graceSeconds' in input && input.graceSeconds === 0)
}
