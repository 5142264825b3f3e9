// Pacer: keeps the calls of a client under the rate limits of its credential. Used by request.ts.
//
// Each waiting call has a timer, and does not depend on another call to wake it: in Cloudflare Workers, a call of
// one request cannot reliably continue a call of another.

import { LatchkeyRateLimitError } from '../errors/problem-families.ts'
import { LatchkeyError } from '../errors.ts'
import { rateLimitIn } from '../response/rate-limit.ts'
import { pause } from '../retry.ts'
import { BurstLimit } from './burst-limit.ts'
import { Slot } from './slot.ts'
import { WindowLimit } from './window-limit.ts'

/** Time and chance, which tests replace. */
export interface Clock {
  /** Milliseconds, never going back. */
  readonly now: () => number
  /** Returns early when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 to 1. */
  readonly random: () => number
}

interface Waiting {
  readonly signal: AbortSignal | undefined
  /** Give up at this time of the clock. */
  readonly endsAt: number
  /** Is sent before calls that were not sent yet. */
  readonly isRetry: boolean
}

interface Waiter {
  slot: Slot | null
  wake: () => void
}

const MAX_WAITING = 10_000
/** How often a call looks whether it may be sent while only a response can tell. */
const CHECK_MS = 250
const NO_LIMITS = { burst: null, window: null }

const SYSTEM_CLOCK: Clock = { now: () => performance.now(), pause, random: Math.random }

export class Pacer {
  readonly #clock: Clock
  readonly #burst = new BurstLimit()
  readonly #window = new WindowLimit()
  readonly #retries: Waiter[] = []
  readonly #calls: Waiter[] = []

  constructor(clock: Clock = SYSTEM_CLOCK) {
    this.#clock = clock
  }

  /** Milliseconds until the next request may be sent, if no other call waits. */
  get waitMs(): number {
    const now = this.#clock.now()
    return Math.max(0, this.#freeAt(now) - now)
  }

  /** A slot that counts, without waiting for it. */
  take(): Slot {
    return this.#send(this.#clock.now())
  }

  /**
   * Waits until the limits allow a request. Rejects with the reason of the signal, with RATE_LIMITED if the
   * limits allow none before `endsAt`, and with QUEUE_FULL if 10,000 calls wait.
   */
  async acquire({ signal, endsAt, isRetry }: Waiting): Promise<Slot> {
    if (!isRetry && this.#calls.length >= MAX_WAITING) throw queueFull()
    const queue = isRetry ? this.#retries : this.#calls
    const waiter: Waiter = { slot: null, wake: () => {} }
    queue.push(waiter)
    try {
      for (;;) {
        this.#giveSlots()
        if (waiter.slot !== null) return waiter.slot
        const now = this.#clock.now()
        const freeAt = Math.max(now, this.#freeAt(now))
        if (now >= endsAt || (this.#window.freeAt(now) ?? 0) >= endsAt) throw limited(freeAt - now)
        const { places, periodMs } = this.#burst.pace
        const ahead = queue.indexOf(waiter) + (isRetry ? 0 : this.#retries.length)
        const estimate = freeAt + Math.floor(ahead / places) * periodMs
        await this.#sleep(Math.max(1, Math.min(estimate, endsAt) - now), waiter, signal)
        signal?.throwIfAborted()
      }
    } catch (error) {
      waiter.slot?.settle('CANCELLED')
      throw error
    } finally {
      const index = queue.indexOf(waiter)
      if (index >= 0) queue.splice(index, 1)
      this.#wakeFirst()
    }
  }

  async #sleep(ms: number, waiter: Waiter, signal: AbortSignal | undefined): Promise<void> {
    const woken = new Promise<void>((resolve) => {
      waiter.wake = resolve
    })
    const sleeping = new AbortController()
    signal?.addEventListener('abort', waiter.wake, { once: true })
    await Promise.race([this.#clock.pause(ms, sleeping.signal), woken])
    sleeping.abort()
    signal?.removeEventListener('abort', waiter.wake)
  }

  /** Gives slots to the calls that wait longest. */
  #giveSlots(): void {
    const now = this.#clock.now()
    while (this.#freeAt(now) <= now) {
      const waiter = this.#retries.shift() ?? this.#calls.shift()
      if (waiter === undefined) return
      waiter.slot = this.#send(now)
      waiter.wake()
    }
  }

  /** Lets the next call set its timer anew, because the time of its turn may have changed. */
  #wakeFirst(): void {
    const [first = this.#calls[0]] = this.#retries
    first?.wake()
  }

  #freeAt(now: number): number {
    return Math.max(this.#burst.freeAt(now), this.#window.freeAt(now) ?? now + CHECK_MS)
  }

  #send(now: number): Slot {
    const sent = this.#burst.send(now)
    this.#window.send()
    return new Slot((outcome) => {
      const at = this.#clock.now()
      const response = typeof outcome === 'string' ? null : outcome
      // By a clock that starts at 0, `resetsAt` is the rest of the window.
      const { burst, window } = response === null ? NO_LIMITS : rateLimitIn(response.headers, 0)
      const isRejected = response?.status === 429 && (burst ?? window) !== null
      if (outcome === 'CANCELLED') this.#burst.cancel(sent)
      // BURST_LIMITED reports no window, because the server checks that later.
      else this.#burst.settle(sent, at, burst, isRejected && window === null, this.#clock.random())
      this.#window.settle(at, window)
      this.#giveSlots()
      this.#wakeFirst()
      return isRejected
    })
  }
}

function queueFull(): LatchkeyError {
  const message = `${MAX_WAITING} calls of this client already wait for the rate limit. Wait for some of them before you start more.`
  return new LatchkeyError(message, { code: 'QUEUE_FULL', retryable: true })
}

function limited(waitMs: number): LatchkeyRateLimitError {
  const retryAfterMs = Math.ceil(waitMs)
  const message = `The rate limit of this credential is used up, and \`totalTimeoutMs\` ends before it allows this call. The client did not send it. Try again in ${Math.ceil(waitMs / 1_000)} seconds.`
  return new LatchkeyRateLimitError({ message, code: 'RATE_LIMITED', status: 429, retryAfterMs })
}
