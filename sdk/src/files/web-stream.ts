// chunksOf: iterates over a stream of the web. Used by uploads and webhook handlers.

/** Not every browser and runtime can iterate over a ReadableStream. `signal` ends the reading. */
export async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  signal?: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader()
  const stop = () => reader.cancel().catch(() => undefined)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    await stop()
  }
}
