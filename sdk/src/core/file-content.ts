// FileContent, and its normalized form for uploads. Used by file-upload.ts.

import { LatchkeyError } from './errors.ts'
import { LocalFailure } from './transfer.ts'

/**
 * The bytes of a file: a File of a form, a Blob (in Node, `await fs.openAsBlob(path)` reads the file while it
 * is sent), bytes, or a stream, which is read once.
 */
export type FileContent = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

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

/** `announced` is the size of a stream. Other contents know their size. */
export function sourceOf(content: FileContent, announced: number | undefined): FileSource {
  if (isBlob(content)) {
    const whole = { byteSize: content.size, isRepeatable: true }
    // Without a type, so that the request has no content type that the address was not signed for.
    return {
      ...whole,
      ...readers(
        content.size,
        () => itemsOf(content.stream()),
        async () => content.slice(),
      ),
    }
  }
  if (isBytes(content)) {
    const blob = async () => new Blob([new Uint8Array(content)])
    const whole = { byteSize: content.byteLength, isRepeatable: true }
    return { ...whole, ...readers(content.byteLength, () => only(content), blob) }
  }
  if (announced === undefined || !Number.isSafeInteger(announced) || announced < 0)
    throw new LatchkeyError('A stream needs `byteSize`, the exact number of its bytes.')
  const stream = 'getReader' in content ? itemsOf(content) : content
  const blob = async () => {
    const parts: Uint8Array<ArrayBuffer>[] = []
    for await (const chunk of counted(stream, announced)) parts.push(new Uint8Array(chunk))
    return new Blob(parts)
  }
  return { byteSize: announced, isRepeatable: false, ...readers(announced, () => stream, blob) }
}

export function isFileContent(value: object): value is FileContent {
  return isBlob(value) || isBytes(value) || 'getReader' in value || Symbol.asyncIterator in value
}

/** Also true for a Blob of another realm, and of Node's `buffer` module. */
export function isBlob(value: object): value is Blob {
  return 'size' in value && 'stream' in value && 'slice' in value
}

function isBytes(value: object): value is Uint8Array {
  return Object.prototype.toString.call(value) === '[object Uint8Array]'
}

function readers(
  byteSize: number,
  read: () => AsyncIterable<Uint8Array>,
  blob: () => Promise<Blob>,
): Pick<FileSource, 'chunks' | 'blob'> {
  return { chunks: () => counted(read(), byteSize), blob }
}

async function* counted(
  content: AsyncIterable<Uint8Array>,
  byteSize: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0
  try {
    for await (const chunk of content) {
      size += isBytes(chunk) ? chunk.byteLength : Number.NaN
      if (!(size <= byteSize)) break
      // A Blob in memory is one chunk. Small ones make the progress exact.
      for (let at = 0; at < chunk.byteLength; at += CHUNK_BYTES) yield chunk.subarray(at, at + CHUNK_BYTES)
    }
  } catch (error) {
    throw new LocalFailure(error)
  }
  if (size === byteSize) return
  const problem = Number.isNaN(size)
    ? 'The stream of a file must yield Uint8Arrays.'
    : `The content of a file has ${size < byteSize ? 'fewer' : 'more'} than ${byteSize} bytes.`
  throw new LocalFailure(new LatchkeyError(problem))
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}

/** Not every browser can iterate over a ReadableStream. */
async function* itemsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
