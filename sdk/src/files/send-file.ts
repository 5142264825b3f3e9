// sendFile: sends the bytes of a file to a signed address. Used by resources/document-upload.ts.

import type { FileSource } from './file-source.ts'
import { isNode } from './node-module.ts'
import { LocalFailure, requireSuccess, type Transfer, transfer } from './transfer.ts'

interface Place {
  readonly url: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
}

interface FileRequest<P extends Place> extends Omit<Transfer<P>, 'name' | 'isRepeatable'> {
  readonly source: FileSource
  /**
   * Called with the number of bytes that were sent, and with all of them once the storage confirmed them.
   * Starts again at 0 with each attempt.
   */
  readonly onSent: (sent: number) => void
}

/** Returns the place that received the bytes. */
export function sendFile<P extends Place>({ source, onSent, ...request }: FileRequest<P>): Promise<P> {
  const { timeoutMs } = request.settings
  const { isRepeatable, byteSize } = source
  // Browsers send streams over HTTP/2 only, or not at all. Node, Deno and Bun send them over HTTP/1.1 too.
  const sendsStream = isNode()
  // Without a stream there is no sign of progress. So allow time for a slow connection, 50 kB per second.
  const settings = sendsStream
    ? request.settings
    : { ...request.settings, timeoutMs: timeoutMs + byteSize / 50 }
  const call = { ...request, settings, name: 'the upload', isRepeatable }
  return transfer(call, async (url, attempt, signal, place) => {
    const failures: LocalFailure[] = []
    const chunks = source.chunks()
    const report = (sent: number) => {
      attempt.progressed()
      if (sent < byteSize) onSent(sent)
    }
    const init: RequestInit & { readonly duplex?: 'half' } = {
      method: 'PUT',
      redirect: 'manual',
      signal,
      ...(sendsStream
        ? { body: streamOf(chunks, report, failures), duplex: 'half', headers: headersOf(place) }
        : { body: await source.blob() }),
    }
    try {
      await requireSuccess(await attempt.fetch(url, init), attempt)
    } catch (error) {
      // fetch throws another error when reading the body fails. Throw the original one.
      throw failures[0] ?? error
    } finally {
      // fetch does not always cancel the body of a request that failed, and the file would stay open.
      chunks.return().catch(() => undefined)
    }
    try {
      onSent(byteSize)
    } catch (error) {
      throw new LocalFailure(error)
    }
    return place
  })
}

/** Storage services need the length. fetch knows it only for bodies that are not streams. */
function headersOf({ headers }: Place): [name: string, value: string][] {
  return headers.map(({ name, value }) => [name, value])
}

/** A body that is read when the connection can send more, so that little of the file is in memory. */
function streamOf(
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  report: (sent: number) => void,
  failures: LocalFailure[],
): ReadableStream<Uint8Array> {
  let sent = 0
  let pending = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          // The previous chunk was taken.
          sent += pending
          if (pending > 0) report(sent)
          const { done, value } = await chunks.next()
          pending = done ? 0 : value.byteLength
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          failures.push(error instanceof LocalFailure ? error : new LocalFailure(error))
          controller.error(error)
        }
      },
      async cancel() {
        await chunks.return()
      },
    },
    { highWaterMark: 0 },
  )
}
