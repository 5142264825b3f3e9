// Public exports of @latchkey/sdk/graphql: documents as syntax trees, for users of `graphql` and its code generators.

import { type DocumentNode, print } from 'graphql'
import type { TypedDocument } from './core/documents/document-types.ts'

/** GraphQL text with the types of its variables and result. */
export class DocumentText<Result, Variables> extends String implements TypedDocument<Result, Variables> {
  /** Only for the type system. Never set. */
  declare readonly __apiType?: (variables: Variables) => Result
}

/**
 * Converts a syntax tree (a `TypedDocumentNode` of GraphQL Code Generator, the result of `parse`) to text that
 * the client sends. Variables and result keep their types. Requires the package `graphql`, version 16 or newer.
 *
 * Convert a document once, at the top of a module, because printing takes time.
 *
 * @throws Error of `graphql` if the document is not a syntax tree.
 *
 * @example
 * ```ts
 * const document = documentText(ViewerNameDocument)
 * const { viewer } = await latchkey.request(document)
 * ```
 */
export function documentText<Result, Variables>(
  document: DocumentNode & TypedDocument<Result, Variables>,
): DocumentText<Result, Variables> {
  return new DocumentText<Result, Variables>(print(document))
}
