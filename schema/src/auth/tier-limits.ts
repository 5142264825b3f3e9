// How much a tier may ask for. The server takes it as an argument, so that tests and benches can raise the numbers.

import type { Tier } from '@latchkey/prisma'

export interface TierLimit {
  /** Root fields in a window. */
  readonly perWindow: number
  /** Requests in a second. */
  readonly perSecond: number
}

export interface Limits {
  /** Whole seconds. A window begins with the first request that is charged to it. */
  readonly windowSeconds: number
  readonly tiers: Record<Tier, TierLimit>
  /** Requests in a window from one address with credentials that nobody has. */
  readonly unknownPerAddress: number
  /** Failed requests under /auth/ in a window from one client network. */
  readonly failedAuthPerAddress: number
}

export const LIMITS: Limits = {
  windowSeconds: 15 * 60,
  tiers: {
    PUBLIC: { perWindow: 100, perSecond: 5 },
    PARTNER: { perWindow: 1_000, perSecond: 20 },
    INTERNAL: { perWindow: 10_000, perSecond: 100 },
  },
  unknownPerAddress: 100,
  failedAuthPerAddress: 100,
}
