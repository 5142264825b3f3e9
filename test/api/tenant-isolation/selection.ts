// Selects every field that a type leads to, at any depth.

import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
} from 'graphql'
import { argumentsText, needsId } from './arguments.ts'

export interface Choice {
  /** How often a type may occur on one path, because types refer to each other. */
  readonly most: number
  /** Arguments for one field, wherever it occurs. */
  readonly given?: { readonly type: string; readonly field: string; readonly text: string }
}

/**
 * The full selection, split into parts that the server accepts one by one: by concrete type of an abstract
 * type, by list of a page.
 */
export function selectParts(schema: GraphQLSchema, type: GraphQLOutputType, choice: Choice): string[] {
  const named = getNamedType(type)
  if (isAbstractType(named))
    return schema
      .getPossibleTypes(named)
      .map((one) => `{ __typename ... on ${one.name} ${fieldsOf(schema, one, choice, [], '')} }`)
  const fields = isObjectType(named) ? Object.values(named.getFields()) : []
  const lists = fields.filter((field) => isListType(getNullableType(field.type)))
  if (!fields.some(({ name }) => name === 'pageInfo')) return [selectAll(schema, type, choice)]
  const rest = fields.filter((field) => !lists.includes(field))
  return lists.map((list) => {
    const parts = [list, ...rest].map((field) => `${field.name} ${selectAll(schema, field.type, choice)}`)
    return `{ ${parts.join(' ')} }`
  })
}

/** `{ id name broker { id } }`, or an empty string for a type without fields. */
function selectAll(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  choice: Choice,
  trail: readonly string[] = [],
): string {
  const named = getNamedType(type)
  if (isAbstractType(named)) {
    const parts = schema.getPossibleTypes(named).map((one) => {
      // Fields with the same name can have different types in different parts, so each gets an alias.
      return `... on ${one.name} ${fieldsOf(schema, one, choice, trail, `${one.name}_`)}`
    })
    return `{ __typename ${parts.join(' ')} }`
  }
  return isObjectType(named) ? fieldsOf(schema, named, choice, trail, '') : ''
}

function fieldsOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  choice: Choice,
  trail: readonly string[],
  prefix: string,
): string {
  const { given, most } = choice
  const below = [...trail, type.name]
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const isGiven = given?.type === type.name && given.field === field.name
    if (!isGiven && needsId(field.args)) return []
    const named = getNamedType(field.type)
    if (below.filter((name) => name === named.name).length >= most) return []
    const name = prefix === '' ? field.name : `${prefix}${field.name}: ${field.name}`
    const text = isGiven ? given.text : argumentsText(field.args, null)
    return [`${name}${text} ${selectAll(schema, field.type, choice, below)}`.trim()]
  })
  return `{ ${fields.join(' ') || '__typename'} }`
}
