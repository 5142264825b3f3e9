// Validation of allow-list and expiry. Used by the mutations that create or update keys.

import { canonicalEntry, MAX_ENTRIES } from '../auth/ip-allow-list.ts'
import type { Issues } from '../validation/issues.ts'

const MAX_LIFETIME_YEARS = 2

/** The allow-list in canonical form, without duplicates. Adds an issue per invalid entry. */
export function checkAllowList(issues: Issues, path: string, entries: readonly string[]): string[] {
  if (entries.length > MAX_ENTRIES) {
    issues.add(
      path,
      'TOO_MANY_ADDRESSES',
      `At most ${MAX_ENTRIES} addresses or blocks; you sent ${entries.length}.`,
    )
    return []
  }
  const canonical = entries.flatMap((text, index) => {
    const result = canonicalEntry(text)
    if ('entry' in result) return [result.entry]
    issues.add(`${path}.${index}`, 'INVALID_ADDRESS', result.fault)
    return []
  })
  return [...new Set(canonical)]
}

/** Adds an issue unless the expiry is after the database's `now` and at most two years away. */
export function checkExpiry(issues: Issues, path: string, expiresAt: Date | null, now: Date): Date | null {
  if (expiresAt === null) return null
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + MAX_LIFETIME_YEARS)
  if (expiresAt <= now)
    issues.add(path, 'IN_THE_PAST', 'Must be in the future, or null for a key that does not expire.')
  if (expiresAt > latest)
    issues.add(
      path,
      'TOO_FAR',
      `At most ${MAX_LIFETIME_YEARS} years from now, or null for a key that does not expire.`,
    )
  return expiresAt
}
