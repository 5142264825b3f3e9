// Types of the events of `latchkey.on`. None contains a secret, headers, variables or a body.

/** What all events of one attempt have in common. */
export interface RequestEvent {
  /** Identifies the call. All its attempts have the same value. */
  readonly callId: string
  /** Name of the GraphQL operation, such as `createSubmission`. `anonymous` if the document has no name. */
  readonly operation: string
  readonly kind: 'query' | 'mutation'
  /** Number of the attempt in the call: 1, 2, … */
  readonly attempt: number
}

/** An attempt ended, with or without a response. */
export interface ResponseEvent extends RequestEvent {
  /** HTTP status. Null without a response. */
  readonly status: number | null
  /** Request id of the server, for support. Null if the server sent none. */
  readonly requestId: string | null
  readonly durationMs: number
  /**
   * Null after success. Otherwise the code of the error, such as `VALIDATION_FAILED` or `TIMEOUT`. `ABORTED`
   * if the caller's signal ended the attempt.
   */
  readonly errorCode: string | null
}

/** An attempt failed, and the client sends another one after a delay. */
export interface RetryEvent extends RequestEvent {
  readonly errorCode: string
  /** Delay before the next attempt, in milliseconds. */
  readonly delayMs: number
}

/** The events of `latchkey.on`, by name. */
export interface LatchkeyEvents {
  /** Before each attempt of a call. */
  readonly request: RequestEvent
  /** Exactly once after each `request` event, also without a response. */
  readonly response: ResponseEvent
  /** Before the delay that precedes a further attempt. */
  readonly retry: RetryEvent
}
