// operationOf: the operation of a GraphQL document, found without parsing all of it. Used by transport.ts.

import { LatchkeyError } from '../errors.ts'
import { textOf } from './document-types.ts'
import { TypedDocumentString } from './typed-document.ts'

export interface Operation {
  /** Null: an anonymous operation. */
  readonly name: string | null
  readonly kind: 'query' | 'mutation'
}

/** Strings and comments, which may contain anything. */
const OPAQUE = /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n\r])*"|#[^\n\r]*/g
const TOKEN = /[{}()]|\b(query|mutation|subscription|fragment)\b(?:\s+([_A-Za-z]\w*))?/g

/**
 * The kind decides whether the request gets an idempotency key, so a document that cannot be read is
 * rejected. `wanted` selects one of several operations.
 */
export function operationOf(document: unknown, wanted?: string | undefined): Operation {
  if (document instanceof TypedDocumentString) return { name: document.operationName, kind: document.kind }
  const operations = operationsIn(textOf(document)).filter(
    ({ name }) => wanted === undefined || name === wanted,
  )
  const [operation] = operations
  if (operation === undefined)
    throw new LatchkeyError(
      wanted === undefined
        ? 'The document contains no operation. It must contain a query or a mutation.'
        : 'The document contains no operation with the name in `operationName`.',
    )
  if (operations.length > 1)
    throw new LatchkeyError('The document contains several operations. Pass `operationName` to select one.')
  const { name, kind } = operation
  if (kind !== 'query' && kind !== 'mutation')
    throw new LatchkeyError('Latchkey has no subscriptions. Send a query or a mutation.')
  return { name, kind }
}

function operationsIn(text: string): { name: string | null; kind: string }[] {
  const operations: { name: string | null; kind: string }[] = []
  let depth = 0
  /** Whether a keyword started the definition. `{` without one starts an anonymous query. */
  let isDefinition = false
  for (const [token, keyword, name = null] of text.replaceAll(OPAQUE, ' ').matchAll(TOKEN)) {
    if (keyword !== undefined && depth === 0 && !isDefinition) {
      isDefinition = true
      if (keyword !== 'fragment') operations.push({ name, kind: keyword })
    }
    if (token === '{' && depth === 0 && !isDefinition) operations.push({ name: null, kind: 'query' })
    if (token === '{' || token === '(') depth += 1
    if (token === '}' || token === ')') depth -= 1
    if (token === '}' && depth === 0) isDefinition = false
  }
  return operations
}
