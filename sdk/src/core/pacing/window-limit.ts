// WindowLimit: when the client may send the next request under the limit of 15 minutes. Used by pacer.ts.

import type { Limit } from '../response/rate-limit.ts'

/** The server rounds the rest of a window up to whole seconds. */
const ROUNDING_MS = 1_500
const MAX_WINDOW_MS = 86_400_000

export class WindowLimit {
  #max = Infinity
  #left = Infinity
  #endsAt = 0
  #pending = 0

  /**
   * The earliest time at which a request may be sent; `now` or earlier: at once. Null: a response to one of the
   * pending requests has to say it. Each request counts as one root field.
   */
  freeAt(now: number): number | null {
    if (now >= this.#endsAt) this.#left = this.#max
    if (this.#left - this.#pending > 0) return 0
    return this.#left > 0 ? null : this.#endsAt
  }

  send(): void {
    this.#pending += 1
  }

  /** The request ended. `reported`: the limit that its response reports, or null. */
  settle(now: number, reported: Limit | null): void {
    this.#pending -= 1
    if (reported === null) return
    const { limit, remaining, windowSeconds, resetsAt } = reported
    if (limit < 1 || remaining > limit || windowSeconds * 1_000 > MAX_WINDOW_MS) return
    // The caller read the header by a clock that starts at 0.
    const endsAt = now + Math.min(Date.parse(resetsAt), windowSeconds * 1_000)
    const isNew = now >= this.#endsAt || endsAt > this.#endsAt + ROUNDING_MS
    this.#max = limit
    // Responses can overtake each other.
    this.#left = isNew ? remaining : Math.min(this.#left, remaining)
    this.#endsAt = isNew ? endsAt : Math.min(this.#endsAt, endsAt)
  }
}
