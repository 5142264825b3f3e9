// Codegen plugin: typescript-operations plus doc comments on output types, which it leaves out, and open enums.

import { plugin as operations } from '@graphql-codegen/typescript-operations'
import { type GraphQLSchema, isEnumType, isObjectType, isOutputType, Kind } from 'graphql'
import { banner, comment } from './text.ts'

const imports = "import type { FutureValue } from '../core/future-value.ts';\n"

export const plugin: typeof operations = async (schema, documents, config, info) => {
  const made = await operations(schema, documents, config, info)
  if (typeof made === 'string') throw new Error('typescript-operations answers otherwise than it used to.')
  const types = new OutputTypes(schema, typesOf(documents))
  return {
    prepend: [banner, imports, ...(made.prepend ?? [])],
    content: made.content.replaceAll(OUTPUT_TYPE, (declaration, name: string) =>
      types.rewritten(declaration, name),
    ),
  }
}

/** The declaration of a type with all its fields, up to its end. */
const OUTPUT_TYPE = /^export type (\w+) = (?:\(\n {2})?\{\n[\s\S]*?^(?: {2})?\}/gm

class OutputTypes {
  readonly #schema: GraphQLSchema
  readonly #typeOf: ReadonlyMap<string, string>
  readonly #enums: RegExp

  constructor(schema: GraphQLSchema, typeOf: ReadonlyMap<string, string>) {
    this.#schema = schema
    this.#typeOf = typeOf
    const enums = Object.values(schema.getTypeMap()).filter(isEnumType)
    this.#enums = new RegExp(`\\b(?:${enums.map(({ name }) => name).join('|')})\\b`, 'g')
  }

  rewritten(declaration: string, name: string): string {
    const type = this.#schema.getType(name)
    // An input type has doc comments already, and accepts the known values only.
    if (type !== undefined && !isOutputType(type)) return declaration
    return this.#described(this.#opened(declaration), this.#typeOf.get(name) ?? name)
  }

  /** Enums of a response may have values that this version does not know. */
  #opened(declaration: string): string {
    return declaration.replaceAll(/^( *readonly \w+\??: )(.*)$/gm, (_line, field: string, type: string) => {
      const opened = type.replaceAll(this.#enums, '$& | FutureValue')
      return `${field}${opened}`
    })
  }

  /** Adds the schema's descriptions to `export type ApiKey = {` and its fields. */
  #described(declaration: string, typeName: string): string {
    const type = this.#schema.getType(typeName)
    if (!isObjectType(type)) return declaration
    const fields = type.getFields()
    return `${comment(type.description)}${declaration.replaceAll(
      /^ {2}readonly (\w+)/gm,
      (line, field: string) => `${comment(fields[field]?.description, '  ')}${line}`,
    )}`
  }
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
