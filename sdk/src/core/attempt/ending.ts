// Ending: aborts an attempt on timeout or when the caller aborts. Used by attempt.ts.

export class Ending {
  readonly timeoutMs: number
  readonly #ending = new AbortController()
  readonly #caller: AbortSignal | undefined
  #timedOut = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(timeoutMs: number, caller: AbortSignal | undefined) {
    this.timeoutMs = timeoutMs
    this.#caller = caller
    caller?.addEventListener('abort', this.#giveUp, { once: true })
    // The event of an abort that happened before is over.
    if (caller?.aborted) this.#giveUp()
    this.#start()
  }

  get signal(): AbortSignal {
    return this.#ending.signal
  }

  get timedOut(): boolean {
    return this.#timedOut
  }

  /** Starts the timeout again. */
  restart(): void {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#start()
  }

  /** Call it when the attempt is over, in any way. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#caller?.removeEventListener('abort', this.#giveUp)
  }

  readonly #giveUp = (): void => this.#ending.abort(this.#caller?.reason)

  #start(): void {
    this.#timer = setTimeout(() => {
      this.#timedOut = true
      this.#ending.abort()
    }, this.timeoutMs)
  }
}
