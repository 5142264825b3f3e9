// Types of the documents that `latchkey.request` accepts, and textOf. Used by client.ts and transport.ts.

import { LatchkeyError } from '../errors.ts'
import { field } from '../json.ts'
import type { RequestOptions } from '../options.ts'
import { TypedDocumentString } from './typed-document.ts'

/**
 * A document with the types of its variables and result, as GraphQL Code Generator's client preset and the
 * plugin typed-document-node make it: a string with `documentMode: 'string'`, or an AST that kept its text,
 * as `gql` tags do.
 */
export interface TypedDocument<Result, Variables> {
  // Both generators declare this type-only property. It never has a value.
  readonly __apiType?: ((variables: Variables) => Result) | undefined
}

/** The arguments after the document. `variables` can be left out if none is required. */
export type RequestArguments<Variables> =
  Record<string, never> extends Variables
    ? [variables?: Variables | undefined, options?: RequestOptions | undefined]
    : [variables: Variables, options?: RequestOptions | undefined]

/** The GraphQL text of a document. */
export function textOf(document: unknown): string {
  if (typeof document === 'string') return document
  if (document instanceof String || document instanceof TypedDocumentString) return document.toString()
  const text = field(field(field(document, 'loc'), 'source'), 'body')
  if (typeof text === 'string') return text
  throw new LatchkeyError(
    "`document` must be GraphQL text, or an object that contains its text. Generate documents with `documentMode: 'string'`, or pass `print(document)` of the package graphql.",
  )
}
