// openFile: fetches a file from a signed address as a stream. Used by documents.ts.

import { LatchkeyConnectionError } from './errors.ts'
import { systemCodeOf } from './network-error.ts'
import { requireSuccess, type Transfer, transfer } from './transfer.ts'

/** A file whose content is not read yet. Read `stream` or call `blob()`, once. */
export interface Download {
  /** Name of the file, without folders. */
  readonly fileName: string
  /** Media type, such as `application/pdf`. */
  readonly mediaType: string
  /** Size in bytes. Null for a ZIP, which is made while it is sent. */
  readonly byteSize: number | null
  /** The content. It fails with a `LatchkeyConnectionError` if the connection breaks. */
  readonly stream: ReadableStream<Uint8Array>
  /** Reads the whole content into memory. */
  readonly blob: () => Promise<Blob>
}

interface Address {
  readonly url: string
  /** Name of the file if the response has none. */
  readonly fileName: string
}

export function openFile(request: Omit<Transfer<Address>, 'name'>): Promise<Download> {
  const { fetch = globalThis.fetch } = request.settings
  return transfer({ ...request, name: 'the download' }, async (url, attempt, ending, { fileName }) => {
    const reading = new AbortController()
    const giveUp = () => reading.abort(ending.reason)
    ending.addEventListener('abort', giveUp, { once: true })
    const response = await fetch(url, { signal: reading.signal })
    await requireSuccess(attempt.watch(response), attempt)
    const { headers } = response
    const size = headers.get('content-length')
    const mediaType = headers.get('content-type') ?? 'application/octet-stream'
    const stream = watchedStream(response.body ?? new Blob([]).stream(), { ...request, url, reading })
    return {
      fileName: fileNameIn(headers.get('content-disposition')) ?? fileName,
      mediaType,
      byteSize: size === null ? null : Number(size),
      stream,
      blob: () => new Response(stream, { headers: { 'content-type': mediaType } }).blob(),
    }
  })
}

interface Watched {
  readonly signal: AbortSignal | undefined
  readonly settings: Transfer<Address>['settings']
  readonly url: URL
  readonly reading: AbortController
}

/** The body, with a timeout for each chunk. Its errors do not contain the address. */
function watchedStream(
  body: ReadableStream<Uint8Array>,
  { signal, settings: { timeoutMs }, url, reading }: Watched,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const giveUp = () => reading.abort(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  const stopListening = () => signal?.removeEventListener('abort', giveUp)
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let timedOut = false
        const timer = setTimeout(() => {
          timedOut = true
          reading.abort()
        }, timeoutMs)
        try {
          const { done, value } = await reader.read()
          if (!done) return controller.enqueue(value)
          stopListening()
          controller.close()
        } catch (error) {
          stopListening()
          signal?.throwIfAborted()
          const systemCode = systemCodeOf(error)
          throw new LatchkeyConnectionError({
            reason: timedOut ? 'TIMEOUT' : 'NETWORK',
            message: timedOut
              ? `${url.origin} sent nothing of the download for ${timeoutMs} ms.`
              : `The connection to ${url.origin} broke during the download. Download the file again.`,
            maybeApplied: false,
            systemCode,
          })
        } finally {
          clearTimeout(timer)
        }
      },
      async cancel(reason) {
        stopListening()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

/** The file name of a Content-Disposition header, without folders. */
function fileNameIn(disposition: string | null): string | null {
  const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition ?? '') ?? []
  const [, quoted, plain] = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition ?? '') ?? []
  const name = decoded(encoded) ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
  return name?.replace(/^.*[\\/]/s, '') || null
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    return undefined
  }
}
