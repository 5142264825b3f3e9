// withPromiseTimeout: promise with a timeout. Used by the usage writer, Redis limiter and drain.

export class PromiseTimeoutError extends Error {}

/**
 * Rejects with PromiseTimeoutError if `answer` does not settle within `ms` milliseconds. An answer counts as
 * in time if it has arrived but a busy event loop has not read it yet.
 */
export function withPromiseTimeout<T>(answer: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    // The event loop runs timers before it reads arrived data, and immediates after it.
    const timer = setTimeout(
      () => setImmediate(reject, new PromiseTimeoutError(`Timed out after ${ms} ms.`)),
      ms,
    )
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
