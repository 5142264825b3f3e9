// Retry policy: whether to retry a failed call, and after which delay. Used by request.ts.

import { type LatchkeyConnectionError, LatchkeyProblem } from './errors.ts'

const BASE_DELAY_MS = 500
const MAX_DELAY_MS = 8_000
/** If the server asks for a longer wait, do not retry: let the caller decide. */
const MAX_RETRY_AFTER_MS = 30_000

export interface Failure {
  readonly error: LatchkeyProblem | LatchkeyConnectionError
  /** Wait requested by the server, or null. */
  readonly retryAfterMs: number | null
  /** The response started but was not received completely. */
  readonly interrupted: boolean
}

/** Delay in milliseconds after `tries` attempts; null: do not retry. `random` is from 0 to 1. */
export function retryDelay(failure: Failure, tries: number, random: number): number | null {
  const { retryAfterMs } = failure
  if (!isRetryable(failure) || (retryAfterMs ?? 0) > MAX_RETRY_AFTER_MS) return null
  const most = Math.min(BASE_DELAY_MS * 2 ** (tries - 1), MAX_DELAY_MS)
  // Jitter: clients that failed together must not retry together.
  return (retryAfterMs ?? 0) + most * (0.5 + random / 2)
}

function isRetryable({ error, retryAfterMs, interrupted }: Failure): boolean {
  if (error.status === 429) return retryAfterMs !== null
  if (error instanceof LatchkeyProblem) return error.is('UNAVAILABLE', 'IDEMPOTENCY_IN_PROGRESS')
  return error.reason !== 'INVALID_RESPONSE' || interrupted || [502, 503, 504].includes(error.status ?? 0)
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

/** Parses Retry-After, which is a number of seconds or a date. */
export function msOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now()
  return Number.isNaN(ms) ? null : Math.max(ms, 0)
}
