// Validation of the range of `usage`: whole UTC hours or days within the retention. Pure.

import { Issues } from '../validation/issues.ts'

/** Maximum number of periods in one response of `usage`. */
export const MAX_PERIODS = 200
const HOURS_OF = { HOUR: 1, DAY: 24 } as const
/** Whole days before today; today is kept too. */
const RETENTION_DAYS = 90
const HOUR_MS = 3_600_000
/** Number of periods if `from` is absent. */
const DEFAULT_PERIODS = { HOUR: 24, DAY: 30 } as const

export type Period = keyof typeof HOURS_OF

interface PeriodInput {
  readonly from?: Date | null | undefined
  readonly to?: Date | null | undefined
}

/** Number of periods in the response, the upper bound of the rows read. 1 for an invalid range. */
export function countPeriods(by: Period, asked: PeriodInput, now: Date): number {
  return Math.max(1, checkPeriods(new Issues(), by, asked, now).length - 1)
}

/** Start of each period and end of the last, oldest first, in milliseconds. Empty if the range is invalid. */
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
  if (from && to && from >= to) issues.add('to', 'NOT_AFTER_FROM', 'Must be later than `from`.')
  else if (start > now.getTime()) issues.add('from', 'IN_THE_FUTURE', 'Must not be later than now.')
  else if ((end - start) / length > MAX_PERIODS)
    issues.add(
      'from',
      'TOO_MANY_PERIODS',
      `At most ${MAX_PERIODS} periods. Use DAY, or request a shorter range.`,
    )
  if (start < earliest)
    issues.add(
      from ? 'from' : 'to',
      'TOO_EARLY',
      `Usage is kept for ${RETENTION_DAYS} days. The earliest possible time is ${new Date(earliest).toISOString()}.`,
    )
  if (issues.found.length > 0) return []
  return Array.from({ length: (end - start) / length + 1 }, (_, index) => start + index * length)
}
