// Codegen plugin: typed-document-node with inlined types, so that the SDK needs no extra package, and with each
// fragment once, so that pages do not load its text again for every operation.

import { plugin as documentNodes } from '@graphql-codegen/typed-document-node'
import { banner } from './text.ts'

const theirs = "import { DocumentTypeDecoration } from '@graphql-typed-document-node/core';"

const ours = `import type * as Types from './types.ts';

interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}
`

export const plugin: typeof documentNodes = async (schema, documents, config, info) => {
  const made = await documentNodes(schema, documents, config, info)
  if (typeof made === 'string' || made.prepend?.join('\n') !== theirs)
    throw new Error('typed-document-node answers otherwise than it used to.')
  return { ...made, content: withSharedFragments(made.content), prepend: [banner, ours] }
}

/** The plugin repeats the text of a fragment in every operation. This replaces it by a constant. */
function withSharedFragments(content: string): string {
  const texts = new Map<string, string>()
  const operations = content
    .replaceAll(/^export const \w+ = .*`\n +fragment [\s\S]*?^ *\}?`, \{"fragmentName".*\n/gm, (constant) => {
      for (const [text, name = ''] of constant.matchAll(FRAGMENT)) texts.set(name, text.trim())
      return ''
    })
    .replaceAll(FRAGMENT, (_text, name: string) => `\${${name}Fragment}`)
  const fragments = [...texts].map(([name, text]) => `const ${name}Fragment = \`${text}\`;\n`)
  return operations.replace(/^export const /m, (first) => `${fragments.join('')}${first}`)
}

const FRAGMENT = /^ *fragment (\w+) on \w+ \{\n[\s\S]*?^\}/gm
