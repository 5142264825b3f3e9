// Public exports of @latchkey/sdk/graphql: documents as syntax trees, for users of `graphql` and its code generators.

import { type DocumentNode, print } from 'graphql'
import { TypedDocumentString } from './generated/documents.ts'

/** A `TypedDocumentNode` of GraphQL Code Generator, or any other syntax tree with the types of its result. */
export type TypedDocument<Result, Variables> = DocumentNode & {
  readonly __apiType?: ((variables: Variables) => Result) | undefined
}

/**
 * Converts a document that is a syntax tree (`TypedDocumentNode`, the result of `gql` or `parse`) to text that
 * the client sends. Result and variables keep their types. Requires the package `graphql`, version 16 or newer.
 *
 * Convert a document once, at the top of a module: printing it takes time.
 *
 * @example
 * ```ts
 * const document = documentText(ViewerNameDocument)
 * const { viewer } = await latchkey.request(document, {})
 * ```
 */
export function documentText<Result, Variables>(
  document: TypedDocument<Result, Variables>,
): TypedDocumentString<Result, Variables> {
  return new TypedDocumentString<Result, Variables>(print(document))
}
