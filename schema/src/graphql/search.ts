// searchOf and containing: validation and SQL condition of the `search` filter. Used by lists.

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
  return { contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const
}
