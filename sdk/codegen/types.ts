// Codegen plugin: typescript-operations plus doc comments on output types, which it leaves out.

import { plugin as operations } from '@graphql-codegen/typescript-operations'
import { type GraphQLSchema, isObjectType, Kind } from 'graphql'
import { banner, comment } from './text.ts'

export const plugin: typeof operations = async (schema, documents, config, info) => {
  const made = await operations(schema, documents, config, info)
  if (typeof made === 'string') throw new Error('typescript-operations answers otherwise than it used to.')
  return {
    prepend: [banner, ...(made.prepend ?? [])],
    content: described(made.content, schema, typesOf(documents)),
  }
}

/**
 * Adds the schema's descriptions to `export type ApiKey = {` and its fields, and our own to the catch-all of
 * enums.
 */
function described(content: string, schema: GraphQLSchema, types: ReadonlyMap<string, string>): string {
  return content
    .replaceAll(
      /^export type (\w+) = (?:\(\n {2})?\{\n(?: {2}readonly .*\n)*\}/gm,
      (declaration, name: string) => {
        const type = schema.getType(types.get(name) ?? name)
        if (!isObjectType(type)) return declaration
        const fields = type.getFields()
        return `${comment(type.description)}${declaration.replaceAll(
          /^ {2}readonly (\w+)/gm,
          (line, field: string) => `${comment(fields[field]?.description, '  ')}${line}`,
        )}`
      },
    )
    .replaceAll(
      /^ {2}\| '%future added value'/gm,
      `${comment('Whatever a newer server may answer. Leave a branch for it; it is nothing to send.', '  ')}$&`,
    )
}

/** Maps the name of each fragment to the GraphQL type that it selects from. */
function typesOf(documents: Parameters<typeof operations>[1]): ReadonlyMap<string, string> {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? [])
  return new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map(({ name, typeCondition }) => [name.value, typeCondition.name.value]),
  )
}
