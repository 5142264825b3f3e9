import type { GraphiQLProps } from 'graphiql'

const ours = 'latchkey:'

/**
 * The browser's storage for GraphiQL (tabs, history, layout), except that no request header ever gets into it:
 * headers carry keys. GraphiQL's history would store them even with `shouldPersistHeaders` off.
 * The prefix keeps away from what another GraphiQL has stored at the same address, such as localhost.
 */
export const storageWithoutHeaders: NonNullable<GraphiQLProps['storage']> = {
  getItem: (name) => localStorage.getItem(ours + name),
  setItem(name, value) {
    const kept = withoutHeaders(name, value)
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

function withoutHeaders(name: string, value: string): string | null {
  switch (name) {
    case 'graphiql:headers':
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

/** Tabs must have `headers`, if only null; history must not, else it takes every query for a new one. */
function strip(json: string, instead: null | undefined): string {
  return JSON.stringify(JSON.parse(json), (name, value) => (name === 'headers' ? instead : value))
}
