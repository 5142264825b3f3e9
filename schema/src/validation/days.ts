// Checks of calendar days and months: start of a business, birth, signature, statements. Pure.

import type { Issues } from './issues.ts'

const HOUR_MS = 3_600_000

/** The last day that has begun anywhere: the caller may be up to 14 hours ahead of UTC. */
export function checkPastDay(issues: Issues, path: string, day: Date | null | undefined, now: Date) {
  if (day != null && day.getTime() > now.getTime() + 14 * HOUR_MS)
    issues.add(path, 'IN_THE_FUTURE', 'Must not be in the future.')
  return day ?? null
}

export function checkDateOfBirth(issues: Issues, path: string, day: Date | null | undefined, now: Date) {
  if (day == null) return null
  const years = ageIn(day, new Date(now.getTime() + 14 * HOUR_MS))
  if (years < 18) issues.add(path, 'UNDER_18', 'An owner must be at least 18 years old.')
  if (years >= 120)
    issues.add(path, 'OVER_120', 'Must be less than 120 years ago. Check the century of the year.')
  return day
}

/** Full years from `birth` to `now`. */
function ageIn(birth: Date, now: Date): number {
  const years = now.getUTCFullYear() - birth.getUTCFullYear()
  const isBeforeBirthday =
    now.getUTCMonth() < birth.getUTCMonth() ||
    (now.getUTCMonth() === birth.getUTCMonth() && now.getUTCDate() < birth.getUTCDate())
  return isBeforeBirthday ? years - 1 : years
}

/** A month of a statement or tax return, such as 2026-09. */
export function isMonth(text: string): boolean {
  return /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(text)
}
