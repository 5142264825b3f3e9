// Tells what a document asks for, when it is about to be executed.

import { schema } from '@latchkey/schema/schema.ts'
import {
  type FieldNode,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  valueFromASTUntyped,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { rootFieldsOf } from '../asked.ts'
import type { RequestContext } from '../request.ts'

export function useAsked(): Plugin<RequestContext> {
  return {
    onExecute({ args: { document, operationName, variableValues }, context: { asked } }) {
      const operation = getOperationAST(document, operationName)
      if (!operation) return
      const fields = rootFieldsOf(document, operation)
      const [first] = fields
      asked.type = operation.operation
      asked.rootFields = [...new Set(fields.map(({ name }) => name.value))]
      if (first?.name.value === 'rotateApiKey')
        asked.graceful = hasGrace(operation, first, variableValues ?? {})
    },
  }
}

function hasGrace(
  { variableDefinitions = [] }: OperationDefinitionNode,
  rotation: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const { coerced } = getVariableValues(schema, variableDefinitions, variables)
  const given = rotation.arguments?.find(({ name }) => name.value === 'input')
  const input = given && coerced ? valueFromASTUntyped(given.value, coerced) : null
  return !(typeof input === 'object' && input !== null && 'graceSeconds' in input && input.graceSeconds === 0)
}
