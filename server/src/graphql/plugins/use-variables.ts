// useVariables: checks variables before execution. Reports one error. Used by graphql-route.ts.

import {
  BREAK,
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  getOperationAST,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type ValueNode,
  visit,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { type InputFaultError, InputFaults, type Path } from './input-faults.ts'

type Values = Readonly<Record<string, unknown>>

export function useVariables(schema: GraphQLSchema): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const operation = getOperationAST(args.document, args.operationName)
      if (!operation) return
      const error = variableFaults(schema, args.document, operation, args.variableValues ?? {})
      if (error !== null) setResultAndStopExecution({ errors: [error] })
    },
  }
}

function variableFaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Values,
): InputFaultError | null {
  const faults = new InputFaults()
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    const expected = typeFromAST(schema, type)
    if (!isInputType(expected)) continue
    const name = variable.name.value
    const isGiven = Object.hasOwn(values, name) && values[name] !== undefined
    if (!isGiven && defaultValue !== undefined) continue
    const found = new InputFaults()
    check(found, expected, values[name], [])
    // Search for the variable's path only if there is an issue.
    if (found.error() !== null) check(faults, expected, values[name], placeOf(name, document, operation))
  }
  return faults.error()
}

function check(faults: InputFaults, type: GraphQLInputType, value: unknown, path: Path): void {
  if (faults.isFull) return
  if (isNonNullType(type)) {
    if (value == null) faults.required(path, type)
    else check(faults, type.ofType, value, path)
  } else if (value == null) {
    // Null is valid for a nullable type.
  } else if (isListType(type)) {
    // GraphQL coerces a single value to a list.
    if (Array.isArray(value)) checkItems(faults, type.ofType, value, path)
    else check(faults, type.ofType, value, path)
  } else if (isInputObjectType(type)) {
    if (isObject(value)) checkFields(faults, type, value, path)
    else faults.wrong(path, type, {})
  } else if (!fits(type, value)) {
    faults.wrong(path, type, { isInteger: Number.isInteger(value), isText: typeof value === 'string' })
  }
}

function checkItems(faults: InputFaults, type: GraphQLInputType, items: unknown[], path: Path): void {
  for (const [index, item] of items.entries()) {
    check(faults, type, item, [...path, index])
    if (faults.isFull) return
  }
}

function checkFields(faults: InputFaults, type: GraphQLInputObjectType, given: Values, path: Path): void {
  const known = type.getFields()
  for (const [name, field] of Object.entries(known)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value !== undefined) check(faults, field.type, value, [...path, name])
    else if (isRequiredInputField(field)) faults.required([...path, name], field.type)
  }
  for (const name of Object.keys(given)) {
    if (faults.isFull) return
    if (!Object.hasOwn(known, name)) faults.unknown(path, name, Object.keys(known))
  }
}

function fits(type: GraphQLLeafType, value: unknown): boolean {
  try {
    return type.parseValue(value) !== undefined
  } catch {
    return false
  }
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the path of the first argument that uses the variable, so that forms get paths of the schema. */
function placeOf(name: string, document: DocumentNode, operation: OperationDefinitionNode): Path {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  let place: Path = [`$${name}`]
  visit(
    { ...document, definitions: [operation, ...fragments] },
    {
      Argument(argument) {
        const found = placeIn(argument.value, name)
        if (found === null) return undefined
        place = [argument.name.value, ...found]
        return BREAK
      },
    },
  )
  return place
}

function placeIn(value: ValueNode, name: string): Path | null {
  if (value.kind === Kind.VARIABLE) return value.name.value === name ? [] : null
  const inner: (readonly [string | number, ValueNode])[] =
    value.kind === Kind.LIST
      ? [...value.values.entries()]
      : value.kind === Kind.OBJECT
        ? value.fields.map((field) => [field.name.value, field.value])
        : []
  for (const [key, one] of inner) {
    const found = placeIn(one, name)
    if (found !== null) return [key, ...found]
  }
  return null
}
