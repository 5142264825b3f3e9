// Slot: permission to send one request. Given by pacer.ts, used by request.ts and attempt.ts.

type Answered = Pick<Response, 'status' | 'headers'>

/** How a request ended. */
export type Outcome = Answered | 'NO_RESPONSE' | 'CANCELLED'

export class Slot {
  #settle: ((outcome: Outcome) => boolean) | null
  #isRejected = false

  /** `settle` returns whether a rate limit rejected the request. */
  constructor(settle: (outcome: Outcome) => boolean) {
    this.#settle = settle
  }

  /** Whether a rate limit rejected the request, and the pacer knows how long to wait. */
  get isRejected(): boolean {
    return this.#isRejected
  }

  /** Call it as soon as there is a response, or when there will be none. Only the first call counts. */
  settle(outcome: Outcome): void {
    const settle = this.#settle
    this.#settle = null
    if (settle !== null) this.#isRejected = settle(outcome)
  }
}
