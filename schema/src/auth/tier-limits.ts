// LIMITS: rate limits per tier. Passed as an argument, so tests and benchmarks can raise them.

import type { Tier } from '@latchkey/prisma'

export interface TierLimit {
  /** Root fields per window. */
  readonly perWindow: number
  /** Requests per second. */
  readonly perSecond: number
}

export interface Limits {
  /** Whole seconds. A window starts with the first request that is charged to it. */
  readonly windowSeconds: number
  readonly tiers: Record<Tier, TierLimit>
  /** Requests with unknown credentials per window and client network. */
  readonly unknownPerNetwork: number
  /** Failed requests under /auth/ per window and client network. */
  readonly failedAuthPerNetwork: number
}

export const LIMITS: Limits = {
  windowSeconds: 15 * 60,
  tiers: {
    PUBLIC: { perWindow: 100, perSecond: 5 },
    PARTNER: { perWindow: 1_000, perSecond: 20 },
    INTERNAL: { perWindow: 10_000, perSecond: 100 },
  },
  unknownPerNetwork: 100,
  failedAuthPerNetwork: 100,
}
