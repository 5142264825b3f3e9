// Whether a call that failed is worth another try, and how long to wait for it. Pure.

import { type LatchkeyConnectionError, LatchkeyProblem } from './errors.ts'

const FIRST_MS = 500
const LONGEST_MS = 8_000
/** Who is told to come back later than this decides for himself whether to. */
const PATIENCE_MS = 30_000

export interface Failure {
  readonly error: LatchkeyProblem | LatchkeyConnectionError
  /** How long the server wants to be left alone, if it said so. */
  readonly retryAfterMs: number | null
  /** The answer began, and was lost. */
  readonly brokeOff: boolean
}

/** In milliseconds, after so many tries; null: the failure stands. `chance` is from 0 to 1. */
export function pauseAfter(failure: Failure, tries: number, chance: number): number | null {
  const { retryAfterMs } = failure
  if (!mayPass(failure) || (retryAfterMs ?? 0) > PATIENCE_MS) return null
  const most = Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS)
  // Not all at once: what failed for one has failed for many.
  return (retryAfterMs ?? 0) + most * (0.5 + chance / 2)
}

function mayPass({ error, retryAfterMs, brokeOff }: Failure): boolean {
  if (error.status === 429) return retryAfterMs !== null
  if (error instanceof LatchkeyProblem) return error.is('UNAVAILABLE', 'IDEMPOTENCY_IN_PROGRESS')
  return error.reason !== 'ANSWER' || brokeOff || [502, 503, 504].includes(error.status ?? 0)
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
