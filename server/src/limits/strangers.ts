// Credentials that are well formed and that nobody has: only a guess looks so. Who sends too many from one address is
// refused without a question to the database, save with a credential that was admitted here lately.

import { networkOf } from '@latchkey/schema/access/network.ts'
import type { Limits } from '@latchkey/schema/access/tier-limits.ts'
import { Problem } from '@latchkey/schema/problem.ts'
import { LRUCache } from 'lru-cache'

export interface Strangers {
  /** Before a look-up: throws RATE_LIMITED. */
  check(address: string, digest: Uint8Array): void
  /** After a look-up that found nobody. */
  unknown(address: string): void
  /** After one that found somebody who is admitted. */
  admitted(digest: Uint8Array): void
}

interface Count {
  readonly endsAt: number
  count: number
}

// Of this process: with the counts, what was admitted here is forgotten too. Bounded, whoever comes from wherever.
const MOST_NETWORKS = 100_000
const MOST_ADMITTED = 20_000

export function createStrangers({ unknownPerAddress: most, windowSeconds }: Limits): Strangers {
  const counts = new LRUCache<string, Count>({ max: MOST_NETWORKS })
  const known = new LRUCache<string, true>({ max: MOST_ADMITTED })

  function countOf(network: string): Count | undefined {
    const count = counts.get(network)
    return count !== undefined && count.endsAt > Date.now() ? count : undefined
  }

  return {
    check(address, digest) {
      if (counts.size === 0) return
      const count = countOf(networkOf(address))
      if (count === undefined || count.count < most || known.has(nameOf(digest))) return
      throw tooMany(count.endsAt - Date.now())
    },
    unknown(address) {
      const network = networkOf(address)
      const count = countOf(network)
      if (count === undefined) counts.set(network, { count: 1, endsAt: Date.now() + windowSeconds * 1_000 })
      else count.count += 1
    },
    admitted(digest) {
      known.set(nameOf(digest), true)
    },
  }
}

function tooMany(resetMs: number): Problem {
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
