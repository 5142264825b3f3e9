// Codegen plugin: the types of all operations by name, and the status and message of each problem code. Used by
// `@latchkey/sdk/testing`.

import type { plugin as operations } from '@graphql-codegen/typescript-operations'
import { type GraphQLSchema, isEnumType, Kind } from 'graphql'
import { banner } from './text.ts'

const imports = `import type * as Types from './types.ts';
`

export const plugin: typeof operations = async (schema, documents) => {
  const names = documents
    .flatMap(({ document }) => document?.definitions ?? [])
    .flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? (definition.name?.value ?? []) : [],
    )
  const lines = names.map(
    (name) =>
      `  readonly ${name}: { readonly variables: Types.${name}Variables; readonly data: Types.${name} };\n`,
  )
  const doc = '/** Variables and data of every operation of the SDK. */\n'
  return {
    prepend: [banner, imports],
    content: `${doc}export interface Operations {\n${lines.join('')}}\n\n${problems(schema)}`,
  }
}

/** The description of a code starts with its HTTP status: `404: The document does not exist.` */
function problems(schema: GraphQLSchema): string {
  const codes = schema.getType('ProblemCode')
  if (!isEnumType(codes)) throw new Error('The schema has no enum ProblemCode.')
  const lines = codes.getValues().map(({ name, description }) => {
    const [, status, message] = /^(\d{3}): (.+)$/s.exec(description ?? '') ?? []
    if (message === undefined) throw new Error(`The description of ${name} does not start with a status.`)
    return `  ${name}: [${status}, ${JSON.stringify(message)}],\n`
  })
  const type = 'Readonly<Record<Types.ProblemCode, readonly [status: number, message: string]>>'
  const doc = '/** HTTP status and meaning of every problem code. */\n'
  return `${doc}export const PROBLEMS: ${type} = {\n${lines.join('')}};\n`
}
