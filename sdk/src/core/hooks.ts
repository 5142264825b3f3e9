// CallHooks: what the request loop reports of each attempt. Called by request.ts, implemented in observe/.

import type { LatchkeyEvents } from './observe/events.ts'

/** The parts of the public events that only the request loop knows. The client adds the rest. */
export interface CallHooks {
  /** Before each attempt, with its number: 1, 2, … */
  readonly request?: ((attempt: number) => void) | undefined
  /** Exactly once after each `request`, also without a response. */
  readonly response?: ((outcome: AttemptOutcome) => void) | undefined
  /** Before the pause that precedes the next attempt. */
  readonly retry?: ((plan: RetryPlan) => void) | undefined
}

export interface AttemptOutcome extends Pick<LatchkeyEvents['response'], 'attempt' | 'errorCode'> {
  readonly durationMs: number
  /** HTTP status. Null without a response. */
  readonly status: number | null
  /** Headers of the response. Null without a response. */
  readonly headers: Headers | null
}

/** `attempt` is the one that failed. */
export type RetryPlan = Pick<LatchkeyEvents['retry'], 'attempt' | 'errorCode' | 'delayMs'>
