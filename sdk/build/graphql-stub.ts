// withoutGraphql: a bundler plugin that leaves the package `graphql` out of graphql-request. Used by build.ts.

import type { Plugin } from 'rolldown'

/**
 * graphql-request parses and prints documents with `graphql`, 44 kB of code. The SDK sends documents as text
 * and passes `excludeOperationName`, so neither function is called.
 */
const STUB = `
const unavailable = () => { throw new Error('The SDK sends documents as text. Convert others with documentText() of @latchkey/sdk/graphql.') }
export const parse = unavailable
export const print = unavailable
export const Kind = { OPERATION_DEFINITION: 'OperationDefinition' }
`

const STUB_ID = '\0graphql-stub'

export const withoutGraphql: Plugin = {
  name: 'without-graphql',
  resolveId(source, importer) {
    if (source !== 'graphql') return null
    // The entry point ./graphql uses the package of the user.
    return importer?.includes('graphql-request')
      ? { id: STUB_ID, moduleSideEffects: false }
      : { id: source, external: true }
  },
  load(id) {
    return id === STUB_ID ? STUB : null
  },
}
