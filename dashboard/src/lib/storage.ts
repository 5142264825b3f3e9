// Exports `storageWithoutSecrets`, the storage of GraphiQL.

import type { GraphiQLProps } from 'graphiql'

const ours = 'latchkey:'

const SECRET = new Set(['headers', 'variables'])

/**
 * Browser storage for GraphiQL (tabs, history, layout) that never stores request headers or variables:
 * headers contain keys, variables contain applicants' data. GraphiQL's history would store headers even with
 * `shouldPersistHeaders` off. The prefix separates it from the data of another GraphiQL on the same origin,
 * such as localhost.
 */
export const storageWithoutSecrets: NonNullable<GraphiQLProps['storage']> = {
  getItem: (name) => localStorage.getItem(ours + name),
  setItem(name, value) {
    const kept = withoutSecrets(name, value)
    if (kept !== null) localStorage.setItem(ours + name, kept)
  },
  removeItem: (name) => localStorage.removeItem(ours + name),
  clear() {
    for (const name of ourNames()) localStorage.removeItem(name)
  },
  get length() {
    return ourNames().length
  },
}

function ourNames(): string[] {
  return Object.keys(localStorage).filter((name) => name.startsWith(ours))
}

function withoutSecrets(name: string, value: string): string | null {
  switch (name) {
    case 'graphiql:headers':
    case 'graphiql:variables':
    case 'graphiql:shouldPersistHeaders':
      return null
    case 'graphiql:tabState':
      return strip(value, null)
    case 'graphiql:queries':
    case 'graphiql:favorites':
      return strip(value, undefined)
    default:
      return value
  }
}

/**
 * Tabs must have both properties, even if null. History entries must not have them, or every query counts as
 * new.
 */
function strip(json: string, instead: null | undefined): string {
  return JSON.stringify(JSON.parse(json), (name, value) => (SECRET.has(name) ? instead : value))
}
