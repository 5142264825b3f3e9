// Parses and validates documents, and keeps those that are valid, so that the ones of front ends are parsed once.
// Bounded by entries and by memory. Nothing that is refused is kept: an error holds on to the document that it is about
// and, through its stack, to the request that sent it.

import type { DocumentNode, GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'

const MAX_DOCUMENTS = 1_000
const MAX_BYTES = 16 * 1_024 * 1_024
const MAX_DOCUMENT_BYTES = 1_024 * 1_024

// Measured on graphql 16.15: a document retains up to 371 bytes for a token, and 90 for a comment, beside its text and
// some 5 KB for what is computed from it (complexity.ts).
const BYTES_PER_DOCUMENT = 8_000
const BYTES_PER_TOKEN = 400

/** The part of an enveloped request that reads documents. */
interface DocumentReader {
  readonly schema: GraphQLSchema
  readonly parse: (text: string) => DocumentNode
  readonly validate: (schema: GraphQLSchema, document: DocumentNode) => readonly unknown[]
}

/** `faults`: why a document cannot be executed. */
type ReadDocument = { readonly document: DocumentNode } | { readonly faults: readonly unknown[] }

export interface Documents {
  read(text: string, reader: DocumentReader): ReadDocument
}

export function createDocuments(): Documents {
  const valid = new LRUCache<string, DocumentNode>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_DOCUMENT_BYTES,
    sizeCalculation: retainedBytes,
  })

  return {
    read(text, { schema, parse, validate }) {
      const known = valid.get(text)
      if (known !== undefined) return { document: known }
      try {
        const document = parse(text)
        const faults = validate(schema, document)
        if (faults.length > 0) return { faults }
        valid.set(text, document)
        return { document }
      } catch (error) {
        return { faults: [error] }
      }
    },
  }
}

/** An upper bound of the memory that a document and its text keep. */
function retainedBytes({ loc }: DocumentNode, text: string): number {
  let tokens = 0
  // With comments, which the parser does not count and the document keeps.
  for (let token = loc?.startToken ?? null; token !== null; token = token.next) tokens += 1
  return BYTES_PER_DOCUMENT + 2 * text.length + BYTES_PER_TOKEN * tokens
}
