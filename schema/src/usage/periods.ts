// The periods that usage is asked for: whole hours or days of UTC, as far back as it is kept. Pure.

import { Issues } from '../validation/issues.ts'

/** What one answer of `usage` has at the most. */
export const MAX_PERIODS = 200
const HOURS_OF = { HOUR: 1, DAY: 24 } as const
/** Whole days, and today. */
const RETENTION_DAYS = 90
const HOUR_MS = 3_600_000
/** How many periods are told when it is not said from when. */
const DEFAULT_PERIODS = { HOUR: 24, DAY: 30 } as const

export type Period = keyof typeof HOURS_OF

interface PeriodInput {
  readonly from?: Date | null | undefined
  readonly to?: Date | null | undefined
}

/** How many periods are answered, which is how many rows are read at the most: 1 for what is refused. */
export function countPeriods(by: Period, asked: PeriodInput, now: Date): number {
  return Math.max(1, checkPeriods(new Issues(), by, asked, now).length - 1)
}

/** The beginning of each period and of the one after the last, oldest first, in milliseconds. */
export function checkPeriods(
  issues: Issues,
  by: Period,
  { from, to }: PeriodInput,
  now: Date,
): readonly number[] {
  const length = HOURS_OF[by] * HOUR_MS
  const floor = (time: number, unit = length) => Math.floor(time / unit) * unit
  const end = -floor(-(to?.getTime() ?? now.getTime() + 1))
  const start = floor(from?.getTime() ?? end - DEFAULT_PERIODS[by] * length)
  const earliest = floor(now.getTime(), 24 * HOUR_MS) - RETENTION_DAYS * 24 * HOUR_MS
  if (from && to && from >= to) issues.add('to', 'NOT_AFTER_FROM', 'Later than from.')
  else if (start > now.getTime()) issues.add('from', 'IN_THE_FUTURE', 'Not later than now.')
  else if ((end - start) / length > MAX_PERIODS)
    issues.add('from', 'TOO_MANY_PERIODS', `At most ${MAX_PERIODS} periods: ask for days, or in parts.`)
  if (start < earliest)
    issues.add(
      from ? 'from' : 'to',
      'TOO_EARLY',
      `Usage is kept for ${RETENTION_DAYS} days: from ${new Date(earliest).toISOString()}.`,
    )
  if (issues.found.length > 0) return []
  return Array.from({ length: (end - start) / length + 1 }, (_, index) => start + index * length)
}
