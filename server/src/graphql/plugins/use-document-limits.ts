// What a document may be at the most: its tokens while it is parsed, its bounds before anything else is said of it, and
// no more than a few faults are told, of the document as of its variables. It is graphql-js that reads and executes.

import { execute, parse, validate } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { findViolation } from '../document-limits.ts'
import { withLiteralFaults } from './literal-faults.ts'

// GraphiQL's introspection has about 300, the longest document of the SDK fewer.
const MAX_TOKENS = 2_000
// graphql-js adds one, which says that there are more.
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
      // Yoga's own executor reports all faults of a variable: 20,000 unknown fields took a second and 200 MB.
      setExecuteFn((args) => execute({ ...args, options: { maxCoercionErrors: MAX_ERRORS } }))
    },
  }
}
