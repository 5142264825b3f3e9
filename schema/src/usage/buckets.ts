// Adds the hours that were kept up to the periods that were asked for. Pure.

import type { Prisma } from '@latchkey/prisma'
import { PROBLEMS } from '../problem.ts'

export interface Bucket {
  readonly from: Date
  readonly to: Date
  requests: number
  cost: number
  addresses: number
  /** By code. */
  readonly refusals: Map<string, number>
}

interface Hour {
  readonly hour: Date
  readonly requests: bigint
  readonly cost: bigint
  readonly addresses: number
  readonly newAddresses: number
  readonly refusals: Prisma.JsonValue
}

const HOUR_MS = 3_600_000

/** One for each of `bounds` (two at least, equally far apart) but the last, which ends the one before. */
export function bucketsOf(bounds: readonly number[], hours: readonly Hour[]): Bucket[] {
  const [start = 0, second = 0] = bounds
  const length = second - start
  const buckets = bounds.slice(0, -1).map((from): Bucket => {
    const empty = { requests: 0, cost: 0, addresses: 0, refusals: new Map<string, number>() }
    return { from: new Date(from), to: new Date(from + length), ...empty }
  })
  for (const { hour, requests, cost, addresses, newAddresses, refusals } of hours) {
    const bucket = buckets[Math.floor((hour.getTime() - start) / length)]
    if (bucket === undefined) continue
    bucket.requests += Number(requests)
    bucket.cost += Number(cost)
    // Those of a day are those of its hours that were new on it.
    bucket.addresses += length === HOUR_MS ? addresses : newAddresses
    for (const [code, count] of Object.entries(refusals ?? {})) {
      // What another version of the server knows, clients of this one do not.
      const known = Object.hasOwn(PROBLEMS, code) ? code : 'INTERNAL'
      bucket.refusals.set(known, (bucket.refusals.get(known) ?? 0) + Number(count))
    }
  }
  return buckets
}
