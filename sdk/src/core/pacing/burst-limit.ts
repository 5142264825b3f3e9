// BurstLimit: when the client may send the next request under the limit of one second. Used by pacer.ts.
//
// The server counts in fixed windows that start with a request. The client does not know when a request arrives
// there, only that it is between sending it and getting its response. So a request occupies a place until one
// period after its response. No two requests that use the same place one after the other are then in the same
// window of the server, and no window contains more requests than there are places.

import type { Limit } from '../response/rate-limit.ts'

/** A request that is counted. */
export interface Sent {
  /** Milliseconds, by the clock of the pacer. */
  readonly at: number
}

/** The smallest limit of a tier: until the first response, the client does not know its limit. */
const ASSUMED_LIMIT = 5
const ASSUMED_PERIOD_MS = 1_000
const UNLIMITED = Number.MAX_SAFE_INTEGER
/** Timers and clocks of both sides are not exact. */
const MARGIN_MS = 10
const MAX_PERIOD_MS = 60_000

export class BurstLimit {
  #max = ASSUMED_LIMIT
  #periodMs = ASSUMED_PERIOD_MS
  #isKnown = false
  /** Places that the client uses: fewer than `#max` while other programs use the same key. */
  #share = ASSUMED_LIMIT
  readonly #pending = new Set<Sent>()
  /** When the places of answered requests become free. */
  #taken: number[] = []
  /** The last request that started a window of the server. */
  #first = { at: -Infinity, freeAt: 0 }
  /** Requests of other programs in the current window. */
  #others = { count: 0, freeAt: 0 }
  #blockedUntil = 0
  #adaptAt = 0

  /** Places per period, and its length in milliseconds. */
  get pace(): { readonly places: number; readonly periodMs: number } {
    return { places: Math.max(1, Math.floor(this.#share)), periodMs: this.#periodMs }
  }

  /** The earliest time at which a request may be sent; `now` or earlier: at once. */
  freeAt(now: number): number {
    const { places } = this.pace
    const { count, freeAt } = this.#others
    this.#taken = this.#taken.filter((one) => one > now)
    if (this.#taken.length + this.#pending.size + count < places) return this.#blockedUntil
    // Without a response, assume that the request arrived within one period.
    const pending = Array.from(this.#pending, ({ at }) => this.#freeAfter(at + this.#periodMs))
    const all = [...this.#taken, ...pending, ...Array<number>(count).fill(freeAt)]
    const occupied = all.filter((one) => one > now).sort((a, b) => a - b)
    return Math.max(this.#blockedUntil, occupied[occupied.length - places] ?? 0)
  }

  send(now: number): Sent {
    const sent = { at: now }
    this.#pending.add(sent)
    return sent
  }

  /** The request was not sent. */
  cancel(sent: Sent): void {
    this.#pending.delete(sent)
  }

  /**
   * The request ended. `reported`: the limit that its response reports, or null. `isRejected`: this limit
   * rejected it, so it was not counted. `random` is from 0 to 1.
   */
  settle(sent: Sent, now: number, reported: Limit | null, isRejected: boolean, random: number): void {
    this.#pending.delete(sent)
    const limit = reported !== null && isPlausible(reported) ? reported : null
    if (limit !== null) this.#learn(limit)
    if (!this.#isKnown) {
      // A server that reports no limit has none. Calls to a server that fails should not fail slowly.
      this.#share = UNLIMITED
      return
    }
    if (isRejected) {
      this.#slowDown(now, random)
      return
    }
    const freeAt = this.#freeTimeOf(sent, now, limit?.remaining === this.#max - 1)
    this.#taken.push(freeAt)
    if (limit === null) return
    const own = this.#pending.size + this.#taken.filter((one) => one > now).length
    this.#others = { count: Math.max(0, this.#max - limit.remaining - own), freeAt }
    this.#speedUp(now)
  }

  #learn({ limit, windowSeconds }: Limit): void {
    if (!this.#isKnown || limit !== this.#max) this.#share = limit
    this.#isKnown = true
    this.#max = limit
    this.#periodMs = windowSeconds * 1_000
  }

  /** `isFirst`: the request started a window of the server, which ends one period after its response or earlier. */
  #freeTimeOf(sent: Sent, now: number, isFirst: boolean): number {
    const answeredAt = Math.min(now, sent.at + this.#periodMs)
    const freeAt = this.#freeAfter(answeredAt)
    if (isFirst) this.#first = { at: sent.at, freeAt }
    const isInThatWindow = answeredAt <= this.#first.at + this.#periodMs
    return isInThatWindow ? Math.min(freeAt, this.#first.freeAt) : freeAt
  }

  /** Another program uses the same key: leave it half of the places, and try for more of them later. */
  #slowDown(now: number, random: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, now + this.#periodMs * (1 + random / 4))
    if (now < this.#adaptAt) return
    this.#share = Math.max(1, this.#share / 2)
    this.#adaptAt = now + this.#periodMs
  }

  #speedUp(now: number): void {
    if (this.#share >= this.#max || now < this.#adaptAt) return
    this.#share = Math.min(this.#max, this.#share + Math.max(1, this.#max / 10))
    this.#adaptAt = now + this.#periodMs
  }

  #freeAfter(answeredAt: number): number {
    return answeredAt + this.#periodMs + MARGIN_MS
  }
}

/** Proxies can garble headers. */
function isPlausible({ limit, remaining, windowSeconds }: Limit): boolean {
  const periodMs = windowSeconds * 1_000
  return limit >= 1 && remaining <= limit && periodMs > 0 && periodMs <= MAX_PERIOD_MS
}
