// Codegen plugin: typed-document-node with inlined types, so that the SDK needs no extra package.

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
  return { ...made, prepend: [banner, ours] }
}
