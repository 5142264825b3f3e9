// bucketsOf: usage rows as one bucket per requested period, empty ones too. Used by usage.ts. Pure.

import { PROBLEMS } from '../graphql/problem.ts'

export interface Bucket {
  readonly from: Date
  readonly to: Date
  readonly requests: number
  readonly cost: number
  readonly addresses: number
  /** Count of rejected requests by error code. */
  readonly refusals: ReadonlyMap<string, number>
}

/** Usage of a key in one period; `period` is its index in the range. Periods without requests have no row. */
export interface PeriodUse {
  readonly period: number
  readonly requests: bigint
  readonly cost: bigint
  readonly addresses: bigint
  readonly refusals: Readonly<Record<string, number>> | null
}

/** One bucket per interval of `bounds`: at least two values, equally spaced, the last one is the end. */
export function bucketsOf(bounds: readonly number[], uses: readonly PeriodUse[]): Bucket[] {
  const [start = 0, second = 0] = bounds
  const byPeriod = new Map(uses.map((use) => [use.period, use]))
  return bounds.slice(0, -1).map((from, period): Bucket => {
    const use = byPeriod.get(period)
    return {
      from: new Date(from),
      to: new Date(from + second - start),
      requests: Number(use?.requests ?? 0),
      cost: Number(use?.cost ?? 0),
      addresses: Number(use?.addresses ?? 0),
      refusals: refusalsOf(use),
    }
  })
}

function refusalsOf(use: PeriodUse | undefined): Map<string, number> {
  const refusals = new Map<string, number>()
  for (const [code, count] of Object.entries(use?.refusals ?? {})) {
    // Another server version may have stored a code that this version does not know.
    const known = Object.hasOwn(PROBLEMS, code) ? code : 'INTERNAL'
    refusals.set(known, (refusals.get(known) ?? 0) + count)
  }
  return refusals
}
