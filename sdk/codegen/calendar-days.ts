// Codegen plugin: names of the input fields that take a calendar day, so that the SDK can reject a Date there.

import type { plugin as operations } from '@graphql-codegen/typescript-operations'
import { type GraphQLSchema, getNamedType, isInputObjectType } from 'graphql'
import { banner } from './text.ts'

export const plugin: typeof operations = async (schema) => {
  const days = fieldsOf(schema, 'Date')
  const ambiguous = days.filter((name) => fieldsOf(schema, 'DateTime').includes(name))
  if (ambiguous.length > 0)
    throw new Error(`Input fields of one name must not be both Date and DateTime: ${ambiguous.join(', ')}`)
  const names = days.map((name) => `'${name}'`).join(', ')
  return {
    prepend: [banner],
    content: `/** Input fields that take a calendar day. */\nexport const CALENDAR_DAYS: readonly string[] = [${names}];\n`,
  }
}

function fieldsOf(schema: GraphQLSchema, scalar: string): readonly string[] {
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType)
  const fields = inputs.flatMap((type) => Object.values(type.getFields()))
  const names = fields.filter(({ type }) => getNamedType(type).name === scalar).map(({ name }) => name)
  return [...new Set(names)].sort()
}
