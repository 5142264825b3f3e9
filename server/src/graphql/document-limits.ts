// findViolation, MAX: limits on fields, depth, aliases and directives. Used by useDocumentLimits.
//
// The limits do not depend on the schema. A fragment counts at every spread, but is visited only once, so the
// work is linear in the length of the document.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { type DirectiveNode, type DocumentNode, Kind, type SelectionSetNode, TokenKind } from 'graphql'
import { fragmentsOf, rootFieldsOf } from './root-fields.ts'

export const MAX = { fields: 400, depth: 10, aliases: 15, directives: 30, inOnePlace: 3, rootFields: 20 }

/**
 * graphql-js compares an unknown name with all known names, and the cost grows with the length of the name.
 */
const MAX_NAME_LENGTH = 200

interface DocumentCounts {
  /** For a document: fields of its largest operation, because the server executes only one. */
  readonly fields: number
  readonly aliases: number
  readonly directives: number
  readonly inOnePlace: number
  /** Ignores levels below __schema and __type, which graphql-js limits itself. */
  readonly depth: number
}

const EMPTY: DocumentCounts = { fields: 0, aliases: 0, directives: 0, inOnePlace: 0, depth: 0 }

/** Returns a QUERY_TOO_COMPLEX problem if the document exceeds a limit, otherwise null. */
export function findViolation(document: DocumentNode): Problem | null {
  if (hasLongName(document))
    return new Problem(
      'QUERY_TOO_COMPLEX',
      `Names in a document can have at most ${MAX_NAME_LENGTH} characters.`,
    )
  const tally = countDocument(document)
  const roots = document.definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => [...rootFieldsOf(document, operation).values()].map(({ name }) => name.value))
  const rootFields = Math.max(0, ...roots.map((names) => names.length))
  if (tally.inOnePlace > MAX.inOnePlace) return violation('directives in one location', tally, 'inOnePlace')
  if (tally.directives > MAX.directives) return violation('directives', tally, 'directives')
  if (tally.aliases > MAX.aliases) return violation('aliases', tally, 'aliases')
  if (rootFields > MAX.rootFields) return violation('root fields', { rootFields }, 'rootFields')
  if (tally.depth > MAX.depth) return violation('levels of nested fields', tally, 'depth')
  if (tally.fields > MAX.fields)
    return violation('fields, with each fragment counted at every spread', tally, 'fields')
  if (roots.some((names) => names.filter((name) => name === '__schema').length > 1))
    return new Problem(
      'QUERY_TOO_COMPLEX',
      'Select `__schema` only once. Each selection returns the whole schema.',
    )
  return null
}

function hasLongName({ loc }: DocumentNode): boolean {
  for (let token = loc?.startToken ?? null; token !== null; token = token.next)
    if (token.kind === TokenKind.NAME && token.end - token.start > MAX_NAME_LENGTH) return true
  return false
}

function violation<K extends keyof typeof MAX>(what: string, found: Record<K, number>, bound: K): Problem {
  return new Problem(
    'QUERY_TOO_COMPLEX',
    `The document has ${found[bound]} ${what}; the limit is ${MAX[bound]}. Request less, or split it into several requests.`,
  )
}

function countDocument(document: DocumentNode): DocumentCounts {
  const fragments = fragmentsOf(document)
  const known = new Map<string, DocumentCounts>()

  function countFragment(name: string): DocumentCounts {
    const kept = known.get(name)
    if (kept !== undefined) return kept
    // Count a fragment as empty while it is being visited, so that a cycle ends. Validation rejects cycles.
    known.set(name, EMPTY)
    const fragment = fragments.get(name)
    const tally = fragment ? placed(fragment.directives, countSelections(fragment.selectionSet)) : EMPTY
    known.set(name, tally)
    return tally
  }

  function countSelections({ selections }: SelectionSetNode): DocumentCounts {
    return selections
      .map((selection): DocumentCounts => {
        if (selection.kind === Kind.FRAGMENT_SPREAD)
          return placed(selection.directives, countFragment(selection.name.value))
        const below = selection.selectionSet ? countSelections(selection.selectionSet) : EMPTY
        if (selection.kind === Kind.INLINE_FRAGMENT) return placed(selection.directives, below)
        const { fields, aliases, depth } = below
        const isIntrospection = /^__(schema|type)$/.test(selection.name.value)
        return placed(selection.directives, {
          ...below,
          fields: fields + 1,
          aliases: aliases + (selection.alias ? 1 : 0),
          depth: isIntrospection ? 1 : depth + 1,
        })
      })
      .reduce(together, EMPTY)
  }

  return document.definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .map(({ directives, variableDefinitions = [], selectionSet }) =>
      variableDefinitions
        .map((variable) => placed(variable.directives, EMPTY))
        .reduce(together, placed(directives, countSelections(selectionSet))),
    )
    .reduce((one, other) => ({ ...together(one, other), fields: Math.max(one.fields, other.fields) }), EMPTY)
}

/** Adds the directives of one location. */
function placed(directives: readonly DirectiveNode[] = [], tally: DocumentCounts): DocumentCounts {
  if (directives.length === 0) return tally
  const inOnePlace = Math.max(tally.inOnePlace, directives.length)
  return { ...tally, directives: tally.directives + directives.length, inOnePlace }
}

function together(one: DocumentCounts, other: DocumentCounts): DocumentCounts {
  return {
    fields: one.fields + other.fields,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    inOnePlace: Math.max(one.inOnePlace, other.inOnePlace),
    depth: Math.max(one.depth, other.depth),
  }
}
