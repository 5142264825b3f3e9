// FileContent: the contents that can be uploaded, and how to tell them apart. Used by file-source.ts and the uploads.

/**
 * The bytes of a file:
 *
 * - a path, in Node, Deno and Bun: the file is read while it is sent;
 * - a File or Blob, such as a file of a form;
 * - bytes: a Uint8Array (also a Buffer) or an ArrayBuffer;
 * - a stream of the web or of Node. It is read into memory, at most 25 MB, unless you pass `byteSize`.
 */
export type FileContent = string | Blob | Uint8Array | ArrayBuffer | FileStream

export type FileStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

export function isFileContent(value: unknown): value is FileContent {
  if (typeof value === 'string') return value !== ''
  if (typeof value !== 'object' || value === null) return false
  return isBlob(value) || isBytes(value) || isBuffer(value) || isStream(value)
}

/** Also true for a Blob of another realm, and of Node's `buffer` module. */
export function isBlob(value: object): value is Blob {
  return 'size' in value && 'stream' in value && 'slice' in value
}

export function isBytes(value: object): value is Uint8Array {
  return tagOf(value) === 'Uint8Array'
}

export function isBuffer(value: object): value is ArrayBuffer {
  return tagOf(value) === 'ArrayBuffer'
}

export function isStream(value: object): value is FileStream {
  return isWebStream(value) || Symbol.asyncIterator in value
}

export function isWebStream(value: object): value is ReadableStream<Uint8Array> {
  return 'getReader' in value
}

/** The name of a File, or the last part of a path, also that of a stream of `fs.createReadStream`. */
export function nameOf(content: FileContent): string | undefined {
  if (typeof content === 'string') return lastPart(content)
  if ('name' in content && typeof content.name === 'string') return content.name
  return 'path' in content && typeof content.path === 'string' ? lastPart(content.path) : undefined
}

/** The name after the last `/` or `\`. */
export function lastPart(path: string): string {
  return path.replace(/^.*[\\/]/s, '')
}

/** Works for objects of other realms, such as an iframe. */
function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}
