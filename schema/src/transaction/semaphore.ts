// Turns: at most so many of something at once, in the order in which they came. Who waits too long is told so.

/** Runs `act` when it is its turn. Rejects with what `tooLong` makes, if that is not within `patience` milliseconds. */
export type TakeTurn = <T>(act: () => Promise<T>) => Promise<T>

export function createTurns(atOnce: number, patience: number, tooLong: () => Error): TakeTurn {
  const waiting = new Set<() => void>()
  let running = 0

  function next(): void {
    running -= 1
    const [first] = waiting
    first?.()
  }

  async function turn(): Promise<void> {
    if (running < atOnce) {
      running += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(go)
        reject(tooLong())
      }, patience)
      function go(): void {
        clearTimeout(timer)
        waiting.delete(go)
        running += 1
        resolve()
      }
      waiting.add(go)
    })
  }

  return async (act) => {
    await turn()
    try {
      return await act()
    } finally {
      next()
    }
  }
}
