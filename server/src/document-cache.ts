// Keeps parsed documents, so that those of the SDK and of front ends are parsed once. Bounded by the length of their
// texts: bounded by number alone, documents of a megabyte each would fill the memory.

import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

const LONGEST_KEPT = 20_000
const ALL_KEPT = 2_000_000

const bounds = {
  maxSize: ALL_KEPT,
  maxEntrySize: LONGEST_KEPT,
  sizeCalculation: (_: unknown, text: string) => text.length + 1,
}

export function createDocumentCache() {
  return {
    documentCache: new LRUCache<string, DocumentNode>(bounds),
    errorCache: new LRUCache<string, Error>(bounds),
  }
}
