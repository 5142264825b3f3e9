// VirtualTime: a clock that tests advance, for the pacer of the SDK.

import type { Clock } from '@latchkey/sdk/core/pacing/pacer.ts'

export class VirtualTime implements Clock {
  readonly random: () => number
  #now = 0
  #timers: { readonly at: number; readonly run: () => void }[] = []

  constructor(random: () => number = () => 0.5) {
    this.random = random
  }

  readonly now = () => this.#now

  readonly pause = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      this.#timers.push({ at: this.#now + ms, run: resolve })
      signal?.addEventListener('abort', () => resolve(), { once: true })
    })

  /** Lets the time pass until `work` ends. */
  async until<T>(work: Promise<T>): Promise<T> {
    let isOver = false
    const over = () => {
      isOver = true
    }
    work.then(over, over)
    for (;;) {
      // Runs all continuations that need no time.
      await new Promise(setImmediate)
      if (isOver) return work
      const at = Math.min(...this.#timers.map((timer) => timer.at))
      if (at === Infinity) throw new Error('The work waits for something other than time.')
      const due = this.#timers.filter((timer) => timer.at === at)
      this.#timers = this.#timers.filter((timer) => timer.at !== at)
      this.#now = Math.max(this.#now, at)
      for (const { run } of due) run()
    }
  }
}
