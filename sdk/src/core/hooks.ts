// CallHooks: what the request loop reports to the transport. Called by request.ts, implemented by transport.ts.

import type { LatchkeyEvents } from './observe/events.ts'

/**
 * The transport derives the other events by itself: an attempt starts when `call.credentials` is called, so
 * the loop paces before that.
 */
export interface CallHooks {
  /** Called after a failed attempt, before the delay that precedes the next one. Never throws. */
  readonly retry: (plan: RetryPlan) => void
}

/** The parts of a `retry` event that only the loop knows. `errorCode`: the `code` of the error. */
export type RetryPlan = Pick<LatchkeyEvents['retry'], 'errorCode' | 'delayMs'>
