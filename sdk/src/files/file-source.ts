// sourceOf: turns the content of an upload into a FileSource with a known size. Used by resources/document-upload.ts.

import { LatchkeyError } from '../core/errors.ts'
import { type FileContent, isBlob, isBuffer, isBytes, isStream, isWebStream } from './file-content.ts'
import { localFile } from './local-file.ts'
import { createSha256, sha256OfBlob } from './sha256.ts'
import { LocalFailure } from './transfer.ts'
import { chunksOf } from './web-stream.ts'

export interface FileSource {
  readonly byteSize: number
  /** False: the content can be read only once. */
  readonly isRepeatable: boolean
  /** Yields the content from its start. Throws a LocalFailure unless it has `byteSize` bytes. */
  readonly chunks: () => AsyncGenerator<Uint8Array, void, undefined>
  /** The content for a runtime that cannot send streams. */
  readonly blob: () => Promise<Blob>
}

const CHUNK_BYTES = 65_536

/** The most that the server accepts. A stream of unknown size is read into memory up to here. */
const MAX_FILE_BYTES = 26_214_400

/** `announced` is the size of a stream. Other contents know their size. `signal` ends the reading. */
export async function sourceOf(
  content: FileContent,
  announced: number | undefined,
  signal: AbortSignal | undefined,
): Promise<FileSource> {
  const source = (byteSize: number, isRepeatable: boolean, read: () => AsyncIterable<Uint8Array>) => {
    const chunks = () => checked(read(), byteSize, signal)
    return { byteSize, isRepeatable, chunks, blob: () => blobOf(chunks()) }
  }
  if (typeof content === 'string') {
    const { byteSize, read } = await localFile(content, CHUNK_BYTES)
    return source(byteSize, true, read)
  }
  if (isBlob(content)) {
    const stream = () => chunksOf(content.stream(), signal)
    // Without a type, so that the request has no content type that the address was not signed for.
    return { ...source(content.size, true, stream), blob: async () => content.slice() }
  }
  if (isStream(content)) {
    const read = () => (isWebStream(content) ? chunksOf(content, signal) : content)
    if (announced === undefined)
      return sourceOf(await blobOf(checked(read(), null, signal)), undefined, signal)
    if (!Number.isSafeInteger(announced) || announced < 0)
      throw new LatchkeyError('`byteSize` must be the exact number of bytes of the stream.')
    return source(announced, false, read)
  }
  const bytes = isBuffer(content) ? new Uint8Array(content) : content
  return source(bytes.byteLength, true, () => only(bytes))
}

/** Reads the content once. Null if it can be read only once, or the runtime cannot hash it. */
export async function sha256Of({ isRepeatable, chunks, blob }: FileSource): Promise<string | null> {
  if (!isRepeatable) return null
  const hash = await createSha256()
  if (hash === null) return sha256OfBlob(await blob())
  for await (const chunk of chunks()) hash.update(chunk)
  return hash.digest('hex')
}

/** Frees the resources of a stream that was not read, such as an open file. */
export function release(content: FileContent): void {
  if (typeof content === 'string' || isBlob(content) || !isStream(content)) return
  if ('destroy' in content && typeof content.destroy === 'function') content.destroy()
  // Rejects for a stream that is being read. Its reader cancels it.
  else if (isWebStream(content)) content.cancel().catch(() => undefined)
}

/** `byteSize` null: any size that the server accepts. */
async function* checked(
  content: AsyncIterable<Uint8Array>,
  byteSize: number | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const most = byteSize ?? MAX_FILE_BYTES
  let size = 0
  try {
    for await (const chunk of content) {
      signal?.throwIfAborted()
      size += isBytes(chunk) ? chunk.byteLength : Number.NaN
      if (!(size <= most)) break
      // A Blob in memory is one chunk. Small ones make the progress exact.
      for (let at = 0; at < chunk.byteLength; at += CHUNK_BYTES) yield chunk.subarray(at, at + CHUNK_BYTES)
    }
  } catch (error) {
    throw new LocalFailure(error)
  }
  if (size <= most && (byteSize === null || size === byteSize)) return
  const problem = Number.isNaN(size)
    ? 'The stream of a file must yield Uint8Arrays.'
    : `The content of a file has ${size < most ? 'fewer' : 'more'} than ${most} bytes.`
  throw new LocalFailure(new LatchkeyError(problem))
}

async function blobOf(chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const chunk of chunks) parts.push(new Uint8Array(chunk))
  return new Blob(parts)
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}
