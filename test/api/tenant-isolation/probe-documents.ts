// All possible probes: arguments that take an id or cursor, and root fields that need neither.
// Reads the schema, so it covers later additions to the schema without changes here.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { schema as ours } from '@latchkey/schema/schema.ts'
import { createComplexityCheck } from '@latchkey/server/graphql/complexity.ts'
import { findViolation, MAX } from '@latchkey/server/graphql/document-limits.ts'
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isEnumType,
  isObjectType,
  OperationTypeNode,
  parse,
} from 'graphql'
import { argumentsText, isCursor, isId, needsId, type Slot, slotsOf } from './arguments.ts'
import { type Choice, selectParts } from './selection.ts'

export interface Ask {
  /** `apiKeys(filter.brokerId)`, or `apiKeys` without a value. */
  readonly name: string
  readonly root: string
  readonly operation: OperationTypeNode
  /** The kind of value that `$value` takes. Null if there is no variable. */
  readonly takes: 'id' | 'cursor' | null
  /** The type of `$value`. */
  readonly type: string
  /** The root field with its arguments, its full selection, and the type of that selection. */
  readonly call: string
  readonly selection: string
  readonly on: string
}

type Field = GraphQLField<unknown, unknown>

const OPERATIONS = Object.values(OperationTypeNode)
// The server's parser rejects longer documents.
const MAX_TOKENS = 2_000

export function asksOf(schema: GraphQLSchema): Ask[] {
  const sendQuery = OPERATIONS.flatMap((operation) =>
    fieldsOf(schema.getRootType(operation)).flatMap((field) => ofRootField(schema, operation, field)),
  )
  const roots = OPERATIONS.map((operation) => schema.getRootType(operation))
  const types = Object.values(schema.getTypeMap()).filter(isObjectType)
  const below = types.filter((type) => !roots.includes(type) && !type.name.startsWith('__'))
  return [
    ...sendQuery,
    ...below.flatMap((type) => fieldsOf(type).flatMap((field) => ofField(schema, type, field))),
  ]
}

/** With one value, or none. */
export function documentOf({ operation, takes, type, call, selection }: Ask): string {
  return `${operation}${takes === null ? '' : `($value: ${type})`} { ${call} ${selection} }`
}

/** How many values fit into one document. */
export function atOnceOf(sendQuery: Ask): number {
  const known = atOnce.get(sendQuery)
  if (known !== undefined) return known
  const counts = Array.from({ length: MAX.aliases }, (_, index) => MAX.aliases - index)
  const count = counts.find((one) => fits(batchOf(sendQuery, one))) ?? 1
  atOnce.set(sendQuery, count)
  return count
}

const atOnce = new WeakMap<Ask, number>()
const checkComplexity = createComplexityCheck(ours)

function fits(text: string | null): boolean {
  if (text === null) return false
  const document = parse(text)
  const operation = getOperationAST(document)
  try {
    return (
      findViolation(document) === null &&
      operation != null &&
      checkComplexity(document, operation, {}, new Date()).complexity > 0
    )
  } catch {
    // Too complex, or contains a planted field.
    return false
  }
}

/**
 * A query for several values, with aliases `a0`, `a1` and so on. Null if the values need separate requests.
 */
export function batchOf({ operation, type, call, selection, on }: Ask, count: number): string | null {
  if (operation !== OperationTypeNode.QUERY || selection.includes('$value')) return null
  const tenants = Array.from({ length: count }, (_, index) => index)
  const variables = tenants.map((index) => `$value${index}: ${type}`).join(' ')
  const calls = tenants.map((index) => `a${index}: ${call.replaceAll('$value', `$value${index}`)} { ...All }`)
  return `query(${variables}) { ${calls.join(' ')} } fragment All on ${on} ${selection}`
}

/** A submission has many lists, so a page of ten would exceed the maximum complexity. */
function callOf({ name, args }: Field, slot: Slot | null, value?: string): string {
  const text = name + argumentsText(args, slot, value)
  return name === 'submissions' ? text.replace('first: 10', 'first: 5') : text
}

function ofRootField(schema: GraphQLSchema, operation: OperationTypeNode, field: Field): Ask[] {
  const on = getNamedType(field.type).name
  return everything(schema, operation, field).flatMap((selection) =>
    ofSelection(operation, field, { root: field.name, operation, on, selection }),
  )
}

function ofSelection(
  operation: OperationTypeNode,
  field: Field,
  rest: Pick<Ask, 'root' | 'operation' | 'on' | 'selection'>,
): Ask[] {
  const call = (slot: Slot | null, value?: string) => callOf(field, slot, value)
  const filled = slotsOf(field.args, isIdOrCursor).map(
    (slot): Ask => ({ ...rest, ...revocation(slot), name: nameOf(field, slot), call: call(slot, '$value') }),
  )
  if (needsId(field.args)) return filled
  const none = { takes: null, type: '' } as const
  const plain: Ask = { ...rest, ...none, name: field.name, call: call(null) }
  if (operation !== OperationTypeNode.QUERY) return [plain, ...filled]
  // Lists omit some objects by default, such as deleted keys.
  const chosen = slotsOf(field.args, isShortEnum).flatMap((slot) =>
    valuesOf(slot).map(
      (value): Ask => ({
        ...rest,
        ...none,
        name: `${nameOf(field, slot)}: ${value}`,
        call: call(slot, value),
      }),
    ),
  )
  return [plain, ...chosen, ...filled]
}

/** The arguments of a nested field, through every root field that leads there and needs no id itself. */
function ofField(schema: GraphQLSchema, type: GraphQLObjectType, field: Field): Ask[] {
  return slotsOf(field.args, isIdOrCursor).flatMap((slot) => {
    const name = `${type.name}.${nameOf(field, slot)}`
    const text = argumentsText(field.args, slot, '$value')
    const roots = fieldsOf(schema.getQueryType()).filter(({ args }) => !needsId(args))
    const sendQuery = roots.flatMap((root): Ask[] => {
      const selections = everything(schema, OperationTypeNode.QUERY, root, {
        type: type.name,
        field: field.name,
        text,
      })
      const call = callOf(root, null)
      const on = getNamedType(root.type).name
      const rest = { ...revocation(slot), root: root.name, operation: OperationTypeNode.QUERY }
      return selections
        .filter((selection) => selection.includes(text))
        .map((selection) => ({ ...rest, name: `${name} below ${root.name}`, call, selection, on }))
    })
    if (sendQuery.length === 0)
      throw new Error(`No root field returns ${name} without an id, so it is not probed.`)
    return sendQuery
  })
}

/** Each type at most twice on one path, or once if the document would be too long for the server. */
function everything(
  schema: GraphQLSchema,
  operation: OperationTypeNode,
  field: Field,
  given?: Choice['given'],
): string[] {
  for (const most of [2, 1]) {
    const choice = { most, ...(given ? { given } : {}) }
    const parts = selectParts(schema, field.type, choice)
    if (parts.every(leavesRoom) && isAffordable(operation, field, choice)) return parts
  }
  throw new Error(`The fields of ${field.name} do not fit into one document.`)
}

/** Uses this process's schema for the complexity. A planted field is not in it, and costs nothing. */
function isAffordable(operation: OperationTypeNode, given: Field, choice: Choice): boolean {
  const { name, args } = given
  const slot = needsId(args) ? slotsOf(args, isId)[0] : undefined
  const call = callOf(given, slot ?? null, '"id"')
  const field = ours.getRootType(operation)?.getFields()[name]
  return (field === undefined ? [] : selectParts(ours, field.type, choice)).every((selection) => {
    const document = parse(`${operation} { ${call} ${selection} }`)
    try {
      checkComplexity(document, getOperationAST(document)!, {}, new Date())
      return true
    } catch (error) {
      if (error instanceof Problem && error.code === 'QUERY_TOO_COMPLEX') return false
      throw error
    }
  })
}

/** Within the document limits, with space for the calls of a whole batch. */
function leavesRoom(selection: string): boolean {
  try {
    return findViolation(parse(`{ root ${selection} }`, { maxTokens: MAX_TOKENS / 2 })) === null
  } catch {
    return false
  }
}

function fieldsOf(type: GraphQLObjectType | null | undefined): Field[] {
  return Object.values(type?.getFields() ?? {})
}

const isIdOrCursor: typeof isId = (type, name) => isId(type, name) || isCursor(type, name)

function revocation({ type }: Slot): Pick<Ask, 'takes' | 'type'> {
  const takes = isId(getNamedType(type), '') ? 'id' : 'cursor'
  return { takes, type: `${getNullableType(type)}!` }
}

// Types of events hide nothing that the list without a filter shows.
function isShortEnum(type: GraphQLNamedType): boolean {
  return isEnumType(type) && type.name !== 'EventType'
}

function nameOf({ name }: Field, { path }: Slot): string {
  return `${name}(${path.join('.')})`
}

function valuesOf({ type }: Slot): string[] {
  const named = getNamedType(type)
  return isEnumType(named) ? named.getValues().map(({ name }) => name) : []
}
