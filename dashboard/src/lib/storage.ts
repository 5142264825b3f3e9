import type { GraphiQLProps } from 'graphiql'

const ours = 'latchkey:'

const SECRET = new Set(['headers', 'variables'])

/**
 * The browser's storage for GraphiQL (tabs, history, layout), except that no request header and no variable
 * ever gets into it: headers carry keys, variables what people apply with. GraphiQL's history would store headers even with `shouldPersistHeaders` off.
 * The prefix keeps away from what another GraphiQL has stored at the same address, such as localhost.
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

/** Tabs must have the two, if only as null; history must not, else it takes every query for a new one. */
function strip(json: string, instead: null | undefined): string {
  return JSON.stringify(JSON.parse(json), (name, value) => (SECRET.has(name) ? instead : value))
}
