// The `search` of a filter: a text that a name contains.

import { Issues } from '../validation/issues.ts'

export const LONGEST_SEARCH = 100

/** The trimmed text, or null without one. Throws VALIDATION_FAILED for a text that cannot be searched for. */
export function searchOf(filter: { readonly search?: string | null | undefined } | null | undefined) {
  const issues = new Issues()
  const search = issues.optionalText('filter.search', filter?.search, { max: LONGEST_SEARCH })
  issues.refuse()
  return search
}

/** The condition of Prisma that a column contains a text, in any case. Prisma does not escape the wildcards of LIKE. */
export function containing(text: string) {
  return { contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const
}
