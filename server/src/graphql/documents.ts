// createDocuments: parses, validates and caches documents. Used by execute-request.ts.
//
// The cache is limited by entries and by memory. It holds valid documents only: an error would keep its
// document and, through its stack, the request in memory.

import type { DocumentNode, GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'

const MAX_DOCUMENTS = 1_000
const MAX_BYTES = 16 * 1_024 * 1_024
const MAX_DOCUMENT_BYTES = 1_024 * 1_024

// Measured with graphql 16.15: a document retains up to 371 bytes per token and 90 bytes per comment, plus
// its text and about 5 KB of derived data (complexity.ts).
const BYTES_PER_DOCUMENT = 8_000
const BYTES_PER_TOKEN = 400

/** The functions of an enveloped request that parse and validate. */
interface DocumentReader {
  readonly schema: GraphQLSchema
  readonly parse: (text: string) => DocumentNode
  readonly validate: (schema: GraphQLSchema, document: DocumentNode) => readonly unknown[]
}

/** `faults`: errors that prevent the execution of the document. */
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

/** Returns an upper bound of the memory that a document and its text retain, in bytes. */
function retainedBytes({ loc }: DocumentNode, text: string): number {
  let tokens = 0
  // Counts comments too: the parser's token limit ignores them, but the document retains them.
  for (let token = loc?.startToken ?? null; token !== null; token = token.next) tokens += 1
  return BYTES_PER_DOCUMENT + 2 * text.length + BYTES_PER_TOKEN * tokens
}
