// orAborted: ends waiting when the caller aborts. Used by request.ts, uploads and the test client.

/** Rejects with the signal's reason as soon as the caller aborts, without waiting for `work`. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
