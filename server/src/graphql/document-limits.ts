// What a document may have at the most, whatever its schema: fields, depth, aliases, directives. Fragments count wherever
// they are spread, and are walked once each, so that the work is linear in the text.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { type DirectiveNode, type DocumentNode, Kind, type SelectionSetNode, TokenKind } from 'graphql'
import { fragmentsOf, rootFieldsOf } from './root-fields.ts'

export const MOST = { fields: 400, depth: 10, aliases: 15, directives: 30, inOnePlace: 3, rootFields: 20 }

/** graphql-js compares an unknown name with all known ones, at the cost of its length. */
const MAX_NAME_LENGTH = 200

interface Tally {
  /** Of a document, those of its largest operation: one is executed. */
  readonly fields: number
  readonly aliases: number
  readonly directives: number
  readonly inOnePlace: number
  /** Of introspection, nothing below __schema and __type; the library bounds that. */
  readonly depth: number
}

const NOTHING: Tally = { fields: 0, aliases: 0, directives: 0, inOnePlace: 0, depth: 0 }

/** The problem of a document that exceeds a bound, or null. */
export function excessOf(document: DocumentNode): Problem | null {
  if (hasLongName(document))
    return new Problem('QUERY_TOO_COMPLEX', `Names in a document have at most ${MAX_NAME_LENGTH} characters.`)
  const tally = tallyOf(document)
  const roots = document.definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => [...rootFieldsOf(document, operation).values()].map(({ name }) => name.value))
  const rootFields = Math.max(0, ...roots.map((names) => names.length))
  if (tally.inOnePlace > MOST.inOnePlace) return excess('directives in one place', tally, 'inOnePlace')
  if (tally.directives > MOST.directives) return excess('directives', tally, 'directives')
  if (tally.aliases > MOST.aliases) return excess('aliases', tally, 'aliases')
  if (rootFields > MOST.rootFields) return excess('root fields', { rootFields }, 'rootFields')
  if (tally.depth > MOST.depth) return excess('levels of fields', tally, 'depth')
  if (tally.fields > MOST.fields)
    return excess('fields, fragments counted where they are spread', tally, 'fields')
  if (roots.some((names) => names.filter((name) => name === '__schema').length > 1))
    return new Problem('QUERY_TOO_COMPLEX', 'Ask for __schema once: each answers the whole schema.')
  return null
}

function hasLongName({ loc }: DocumentNode): boolean {
  for (let token = loc?.startToken ?? null; token !== null; token = token.next)
    if (token.kind === TokenKind.NAME && token.end - token.start > MAX_NAME_LENGTH) return true
  return false
}

function excess<K extends keyof typeof MOST>(what: string, found: Record<K, number>, bound: K): Problem {
  return new Problem(
    'QUERY_TOO_COMPLEX',
    `The document has ${found[bound]} ${what}; at most ${MOST[bound]}. Ask for less, or in several requests.`,
  )
}

function tallyOf(document: DocumentNode): Tally {
  const fragments = fragmentsOf(document)
  const known = new Map<string, Tally>()

  function ofFragment(name: string): Tally {
    const kept = known.get(name)
    if (kept !== undefined) return kept
    // While it is being counted it counts nothing, so that a circle ends; validation refuses it.
    known.set(name, NOTHING)
    const fragment = fragments.get(name)
    const tally = fragment ? placed(fragment.directives, ofSelections(fragment.selectionSet)) : NOTHING
    known.set(name, tally)
    return tally
  }

  function ofSelections({ selections }: SelectionSetNode): Tally {
    return selections
      .map((selection): Tally => {
        if (selection.kind === Kind.FRAGMENT_SPREAD)
          return placed(selection.directives, ofFragment(selection.name.value))
        const below = selection.selectionSet ? ofSelections(selection.selectionSet) : NOTHING
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
      .reduce(together, NOTHING)
  }

  return document.definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .map(({ directives, variableDefinitions = [], selectionSet }) =>
      variableDefinitions
        .map((variable) => placed(variable.directives, NOTHING))
        .reduce(together, placed(directives, ofSelections(selectionSet))),
    )
    .reduce(
      (one, other) => ({ ...together(one, other), fields: Math.max(one.fields, other.fields) }),
      NOTHING,
    )
}

/** With the directives of one place. */
function placed(directives: readonly DirectiveNode[] = [], tally: Tally): Tally {
  if (directives.length === 0) return tally
  const inOnePlace = Math.max(tally.inOnePlace, directives.length)
  return { ...tally, directives: tally.directives + directives.length, inOnePlace }
}

function together(one: Tally, other: Tally): Tally {
  return {
    fields: one.fields + other.fields,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    inOnePlace: Math.max(one.inOnePlace, other.inOnePlace),
    depth: Math.max(one.depth, other.depth),
  }
}
