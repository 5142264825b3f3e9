// Credentials that are well formed and that nobody has: only a guess looks so. Who sends too many from one address is
// refused without a question to the database, save with a credential that was admitted here lately.

import type { Limits } from '@latchkey/schema/auth/tier-limits.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { LRUCache } from 'lru-cache'
import type { Metrics } from '../observability/metrics.ts'
import { NetworkCounts } from './network-counts.ts'

export interface UnknownKeyLimiter {
  /** Before a look-up: throws RATE_LIMITED. */
  check(address: string, digest: Uint8Array): void
  /** After a look-up that found nobody. */
  unknown(address: string): void
  /** After one that found somebody who is admitted. */
  admitted(digest: Uint8Array): void
}

// Of this process: with the counts, what was admitted here is forgotten too.
const MAX_ADMITTED = 20_000

export function createUnknownKeyLimiter(
  { unknownPerAddress: most, windowSeconds }: Limits,
  { limited }: Pick<Metrics, 'limited'>,
): UnknownKeyLimiter {
  const counts = new NetworkCounts(most, windowSeconds)
  const known = new LRUCache<string, true>({ max: MAX_ADMITTED })

  return {
    check(address, digest) {
      const waitMs = counts.waitMs(address)
      if (waitMs === 0 || known.has(nameOf(digest))) return
      limited('addresses', null)
      throw tooManyRequests(waitMs)
    },
    unknown(address) {
      counts.add(address)
    },
    admitted(digest) {
      known.set(nameOf(digest), true)
    },
  }
}

function tooManyRequests(resetMs: number): Problem {
  return new Problem(
    'RATE_LIMITED',
    'Too many requests from this address with credentials that nobody has. Look at what you send, and try again later.',
    [],
    { retryAfterSeconds: Math.max(1, Math.ceil(resetMs / 1_000)) },
  )
}

function nameOf(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1')
}
