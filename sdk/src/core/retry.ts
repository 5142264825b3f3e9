// Retry policy: whether to retry a failed call, and after which delay. Used by request.ts and transfer.ts.

import type { LatchkeyConnectionError, LatchkeyProblem } from './errors.ts'

const BASE_DELAY_MS = 500
const MAX_DELAY_MS = 8_000
/** The server has not started such a request, so it does not count as a retry. Bounds a server that never does. */
const MAX_WAITS = 20

export interface Failure {
  readonly error: LatchkeyProblem | LatchkeyConnectionError
  /** Wait requested by the server, or null. */
  readonly retryAfterMs: number | null
}

/** Delay in milliseconds after `tries` attempts; null: do not retry. `random` is from 0 to 1. */
export function retryDelay({ error, retryAfterMs }: Failure, tries: number, random: number): number | null {
  if (!error.retryable) return null
  // Full jitter: clients that failed together must not retry together.
  return (retryAfterMs ?? 0) + random * Math.min(BASE_DELAY_MS * 2 ** (tries - 1), MAX_DELAY_MS)
}

/** Counts the failed attempts of a call. */
export class Retries {
  readonly #max: number
  #retries = 0
  #waits = 0

  constructor(maxRetries: number) {
    this.#max = maxRetries
  }

  /**
   * Delay in milliseconds before the next attempt; null: do not retry. `isPaced`: the client waits for the rate
   * limit before it sends the next attempt.
   */
  delayAfter(failure: Failure, isPaced: boolean): number | null {
    const { error } = failure
    if (this.#max === 0) return null
    const isWaiting = error.is('IDEMPOTENCY_IN_PROGRESS') || (isPaced && error.status === 429)
    if (isWaiting ? ++this.#waits > MAX_WAITS : ++this.#retries > this.#max) return null
    return retryDelay(failure, this.#retries + this.#waits, Math.random())
  }
}

export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end, { once: true })
    function end() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
  })
}

/**
 * Parses Retry-After: a number of seconds or an HTTP date. Null for anything else, such as `1e3`, `-1` or `2.5`,
 * and for dates in the formats that HTTP has deprecated.
 */
export function msOf(retryAfter: string | null): number | null {
  const text = retryAfter?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  if (!/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)) return null
  const ms = Date.parse(text) - Date.now()
  return Number.isNaN(ms) ? null : Math.max(ms, 0)
}
