// What a document may be at the most, while it is parsed: its tokens, and so its depth.

import { parse } from 'graphql'
import type { Plugin } from 'graphql-yoga'

// GraphiQL's introspection has about 300, the longest document of the SDK fewer.
const MOST_TOKENS = 2_000

export function useDocumentLimit(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => parse(source, { ...options, maxTokens: MOST_TOKENS }))
    },
  }
}
