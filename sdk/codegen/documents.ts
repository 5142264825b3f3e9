// Codegen plugin: the operations as minified strings. Each fragment is there once, and refers to the ones it uses.

import type { plugin as operations } from '@graphql-codegen/typescript-operations'
import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql'
import { mutationOf } from '../src/core/documents/typed-document.ts'
import { banner } from './text.ts'

const imports = `import { type FragmentText, mutationOf, TypedDocumentString } from '../core/documents/typed-document.ts';
import type * as Types from './types.ts';

export type { TypedDocumentString };
`

export const plugin: typeof operations = async (_schema, documents) => {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? [])
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  return {
    prepend: [banner, imports],
    content: [...sorted(fragments).map(fragmentConstant), '', ...operations.map(documentConstant)].join('\n'),
  }
}

/** Each fragment after the ones that it uses. */
function sorted(fragments: readonly FragmentDefinitionNode[]): readonly FragmentDefinitionNode[] {
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]))
  const order = new Set<FragmentDefinitionNode>()
  const add = (fragment: FragmentDefinitionNode | undefined) => {
    if (fragment === undefined) throw new Error('An operation uses a fragment that is not defined.')
    for (const name of usesOf(fragment)) add(byName.get(name))
    order.add(fragment)
  }
  fragments.forEach(add)
  return [...order]
}

/** Names of the fragments that a definition uses directly. */
function usesOf(definition: FragmentDefinitionNode | OperationDefinitionNode): readonly string[] {
  const names = new Set<string>()
  visit(definition, { FragmentSpread: ({ name }) => void names.add(name.value) })
  return [...names]
}

function fragmentConstant(fragment: FragmentDefinitionNode): string {
  const parts = [quoted(minified(fragment)), ...usesOf(fragment).map(constantOf)]
  return `const ${constantOf(fragment.name.value)}: FragmentText = [${parts.join(', ')}];`
}

function documentConstant(operation: OperationDefinitionNode): string {
  const name = operation.name?.value
  if (name === undefined) throw new Error('Every operation needs a name.')
  const types = `<Types.${name}, Types.${name}Variables>`
  return `export const ${name}Document = /* @__PURE__ */ ${madeBy(operation, name, types)};`
}

function madeBy(operation: OperationDefinitionNode, name: string, types: string): string {
  const text = minified(operation)
  const uses = usesOf(operation)
  const [result = ''] = uses
  const fragments = uses.map(constantOf)
  // The text of a usual mutation follows from its name, which makes the package smaller.
  if (`${text}fragment ${result}` === mutationOf(name, [`fragment ${result}`]).toString())
    return `mutationOf${types}(${[quoted(name), ...fragments].join(', ')})`
  const start = `${operation.operation} ${name}`
  if (!text.startsWith(start)) throw new Error(`The text of ${name} does not start with its name.`)
  const parts = [operation.operation, name, text.slice(start.length)].map(quoted)
  return `new TypedDocumentString${types}(${[...parts, ...fragments].join(', ')})`
}

function constantOf(fragment: string): string {
  return `${fragment}Fragment`
}

function minified(definition: FragmentDefinitionNode | OperationDefinitionNode): string {
  return stripIgnoredCharacters(print(definition))
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
