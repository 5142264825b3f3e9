// Turns: at most so many of something at once, in the order in which they came. Who waits too long is told so.

/** Runs `act` when it is its turn. Rejects with what `tooLong` makes, if that is not within `patience` milliseconds. */
export type Semaphore = <T>(run: () => Promise<T>) => Promise<T>

export function createSemaphore(
  maxConcurrent: number,
  timeoutMs: number,
  timeoutError: () => Error,
): Semaphore {
  const waiting = new Set<() => void>()
  let running = 0

  function release(): void {
    running -= 1
    const [first] = waiting
    first?.()
  }

  async function acquire(): Promise<void> {
    if (running < maxConcurrent) {
      running += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(go)
        reject(timeoutError())
      }, timeoutMs)
      function go(): void {
        clearTimeout(timer)
        waiting.delete(go)
        running += 1
        resolve()
      }
      waiting.add(go)
    })
  }

  return async (run) => {
    await acquire()
    try {
      return await run()
    } finally {
      release()
    }
  }
}
