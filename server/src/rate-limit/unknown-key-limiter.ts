// createUnknownKeyLimiter: limits guesses of credentials per network. Used by authentication.
//
// A well-formed credential that does not exist is a guess. A network that sends too many gets RATE_LIMITED
// without a database query, except for credentials that this process accepted recently.

import type { Limits } from '@latchkey/schema/auth/tier-limits.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { LRUCache } from 'lru-cache'
import type { Metrics } from '../observability/metrics.ts'
import { NetworkCounts } from './network-counts.ts'

export interface UnknownKeyLimiter {
  /** Call before the credential lookup. Throws RATE_LIMITED. */
  check(address: string, digest: Uint8Array): void
  /** Call after a lookup that found no credential. */
  unknown(address: string): void
  /** Call after a lookup that found a valid credential. */
  accepted(digest: Uint8Array): void
}

// In the memory of this process, like the counts: a restart loses both.
const MAX_ACCEPTED = 20_000

export function createUnknownKeyLimiter(
  { unknownPerNetwork, windowSeconds }: Limits,
  { limited }: Pick<Metrics, 'limited'>,
): UnknownKeyLimiter {
  const counts = new NetworkCounts(unknownPerNetwork, windowSeconds)
  const known = new LRUCache<string, true>({ max: MAX_ACCEPTED })

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
    accepted(digest) {
      known.set(nameOf(digest), true)
    },
  }
}

function tooManyRequests(resetMs: number): Problem {
  return new Problem(
    'RATE_LIMITED',
    'Too many requests with unknown credentials from your address. Check the credential that you send and try again later.',
    [],
    { retryAfterSeconds: Math.max(1, Math.ceil(resetMs / 1_000)) },
  )
}

function nameOf(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1')
}
