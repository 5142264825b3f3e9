// searchOf, containing, containingFolded, folded: validation and SQL condition of the `search` filter. Used by lists.

import { Issues } from '../validation/issues.ts'

export const LONGEST_SEARCH = 100

/** The trimmed text, or null if absent. Throws VALIDATION_FAILED if the text is invalid. */
export function searchOf(filter: { readonly search?: string | null | undefined } | null | undefined) {
  const issues = new Issues()
  const search = issues.optionalText('filter.search', filter?.search, { max: LONGEST_SEARCH })
  issues.throwIfAny()
  return search
}

/** Case-insensitive Prisma `contains`. Escapes the LIKE wildcards, because Prisma does not. */
export function containing(text: string) {
  return { contains: escaped(text), mode: 'insensitive' } as const
}

/** Prisma `contains` for a column that `search_fold` has folded. */
export function containingFolded(text: string) {
  return { contains: escaped(folded(text)) }
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

const MARKS = /[\u0300-\u036f]/g

/**
 * The text without case and accents, as the SQL function `search_fold` makes it: `Ü`, `ü` and `u` are the same.
 * PostgreSQL's own functions fold only the letters that the locale of the database knows, and with the locale C
 * only ASCII.
 */
export function folded(text: string): string {
  return Array.from(text.replace(/[ßẞ]/g, 'ss').replace(MARKS, ''), foldedLetter).join('')
}

/** One character to one character, so that SQL can do the same with `translate`. */
function foldedLetter(letter: string): string {
  const base = withoutMarks(letter)
  const lower = withoutMarks(base.toLowerCase().toUpperCase().toLowerCase()).replace('ς', 'σ')
  return [lower, base.toLowerCase(), letter.toLowerCase()].find((one) => [...one].length === 1) ?? letter
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').normalize('NFC')
}
