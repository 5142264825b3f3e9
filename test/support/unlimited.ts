// Rate limits for all tests except those of rate limits: the limiter runs but never rejects.

import { LIMITS, type Limits } from '@latchkey/schema/auth/tier-limits.ts'

const MANY = { perWindow: 1_000_000, perSecond: 100_000 }

export const UNLIMITED: Limits = {
  ...LIMITS,
  tiers: { PUBLIC: MANY, PARTNER: MANY, INTERNAL: MANY },
  unknownPerNetwork: 1_000_000,
  failedAuthPerNetwork: 1_000_000,
}
