// useDocumentLimits: limits tokens, size and errors of a document. Used by graphql-route.ts.
//
// The parser checks the token limit. The other limits run before validation. graphql-js parses, validates and
// executes.

import { execute, parse, validate } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { findViolation } from '../document-limits.ts'
import { withLiteralFaults } from './literal-faults.ts'

// GraphiQL's introspection query has about 300 tokens, the longest document of the SDK fewer.
const MAX_TOKENS = 2_000
// graphql-js adds one more error, which says that it stopped.
const MAX_ERRORS = 4

export function useDocumentLimits(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => parse(source, { ...options, maxTokens: MAX_TOKENS }))
    },
    onValidate({ params: { documentAST }, setResult, setValidationFn }) {
      setValidationFn((schema, document, rules) =>
        validate(schema, document, withLiteralFaults(rules), { maxErrors: MAX_ERRORS }),
      )
      const violation = findViolation(documentAST)
      if (violation !== null) setResult([violation])
    },
    onExecute({ setExecuteFn }) {
      // Yoga's executor has no limit for variable errors: 20,000 unknown fields took 1 s and 200 MB.
      setExecuteFn((args) => execute({ ...args, options: { maxCoercionErrors: MAX_ERRORS } }))
    },
  }
}
