// createSemaphore: FIFO concurrency limit, timeout. Used by transactions and password hashing.

/** Runs `run` when a slot is free. Rejects with `timeoutError()` after `timeoutMs` milliseconds of wait. */
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
