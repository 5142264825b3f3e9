// Waits for an answer, but not longer than so many milliseconds.

export class PromiseTimeoutError extends Error {}

/** Rejects with `TooLate` if `answer` has not come in `ms`. An answer that has arrived and was not read yet, for we were busy, counts. */
export function withPromiseTimeout<T>(answer: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    // Timers come before what has arrived is read, and immediates after it.
    const timer = setTimeout(
      () => setImmediate(reject, new PromiseTimeoutError(`No answer in ${ms} ms.`)),
      ms,
    )
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
