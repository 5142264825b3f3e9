// NetworkCounts: counters per client network, in memory. For auth-attempts and unknown-key-limiter.

import { networkPrefix } from '@latchkey/schema/auth/ip-network.ts'
import { LRUCache } from 'lru-cache'

const MAX_NETWORKS = 100_000

interface Count {
  readonly endsAt: number
  count: number
}

export class NetworkCounts {
  readonly #counts = new LRUCache<string, Count>({ max: MAX_NETWORKS })
  readonly #max: number
  readonly #windowMs: number

  constructor(max: number, windowSeconds: number) {
    this.#max = max
    this.#windowMs = windowSeconds * 1_000
  }

  /** Milliseconds until the window ends if the network reached the limit, otherwise 0. */
  waitMs(address: string): number {
    if (this.#counts.size === 0) return 0
    const current = this.#currentOf(networkPrefix(address))
    return current === undefined || current.count < this.#max ? 0 : current.endsAt - Date.now()
  }

  /** Counts one event. The returned function reverts it, in the same window only. */
  add(address: string): () => void {
    const network = networkPrefix(address)
    let current = this.#currentOf(network)
    if (current === undefined) {
      current = { count: 0, endsAt: Date.now() + this.#windowMs }
      this.#counts.set(network, current)
    }
    const counted = current
    counted.count += 1
    return () => {
      counted.count -= 1
    }
  }

  #currentOf(network: string): Count | undefined {
    const count = this.#counts.get(network)
    return count !== undefined && count.endsAt > Date.now() ? count : undefined
  }
}
