// uploadFiles: uploads files of a submission, several at once. Used by documents.ts.

import { LatchkeyError } from '../core/errors.ts'
import { type FileContent, type FileSource, isBlob, isFileContent, sourceOf } from '../core/file-content.ts'
import { sendFile } from '../core/file-upload.ts'
import { idempotencyKeyOf } from '../core/idempotency-key.ts'
import type { ChangeOptions } from '../core/options.ts'
import { plainObject } from '../core/sendable.ts'
import { checkedCall } from '../core/settings.ts'
import type { Transport } from '../core/transport.ts'
import { completeDocumentUploadDocument, requestDocumentUploadDocument } from '../generated/documents.ts'
import type { Document, RequestDocumentUploadInput } from '../generated/types.ts'

/** What the server should know of a file. All of it is optional, except the name of a file without one. */
export interface FileDetails
  extends Pick<RequestDocumentUploadInput, 'class' | 'periodMonth' | 'accountLast4' | 'requirementId'> {
  /** Name of the file. Default: the name of a File. */
  readonly fileName?: string | undefined
}

/** A file with its own details, which replace those of the options. */
export interface FileToUpload extends FileDetails {
  readonly content: FileContent
  /** The exact size in bytes. Required for a stream only. */
  readonly byteSize?: number | undefined
}

/** Progress of a call of `upload`. */
export interface UploadProgress {
  /** Bytes of all files that were sent. It decreases when a broken transfer starts again. */
  readonly sent: number
  /** Bytes of all files. */
  readonly total: number
  /** The file that progressed. `index` is its position in the call. */
  readonly file: {
    readonly index: number
    readonly fileName: string
    readonly sent: number
    readonly total: number
  }
}

/** Options of `documents.upload`. The details apply to every file that does not set them. */
export interface UploadOptions extends FileDetails, ChangeOptions {
  /** Called after each part that was sent. Browsers send a file in one part. */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined
  /** How many files are sent at the same time, 1 to 12. Default: 3. */
  readonly concurrency?: number | undefined
}

/** The result of one of several files: either `document` or `error` is null. */
export type UploadResult =
  | { readonly fileName: string; readonly document: Document; readonly error: null }
  | { readonly fileName: string; readonly document: null; readonly error: Error }

const MAX_FILES = 12

interface Prepared {
  readonly input: RequestDocumentUploadInput
  readonly source: FileSource
}

/** Results in the order of the files. Rejects only for invalid options and when the caller aborts. */
export async function uploadFiles(
  transport: Transport,
  submissionId: string,
  files: readonly (FileContent | FileToUpload)[],
  options: UploadOptions,
): Promise<readonly UploadResult[]> {
  const { signal, idempotencyKey, concurrency = 3, onProgress } = checkedCall(options)
  if (files.length > MAX_FILES)
    throw new LatchkeyError(
      `You can upload ${MAX_FILES} files in one call. Call \`upload\` again for the others.`,
    )
  if (!(Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MAX_FILES))
    throw new LatchkeyError(`\`concurrency\` must be a whole number from 1 to ${MAX_FILES}.`)
  if (idempotencyKey !== undefined && idempotencyKeyOf(idempotencyKey).length > 200)
    throw new LatchkeyError('`idempotencyKey` of an upload must have at most 200 characters.')
  signal?.throwIfAborted()
  const prepared = files.map((file) => prepare(submissionId, file, options))
  const reportFor = progressOf(prepared, onProgress)
  const results: UploadResult[] = []
  const queue = prepared.entries()
  const work = async () => {
    for (const [index, file] of queue) {
      const keyed = idempotencyKey === undefined ? undefined : `${idempotencyKey}_${index}`
      const { fileName } = file.input
      results[index] = await uploadFile(transport, file, reportFor(index), keyed, signal).then(
        (document) => ({ fileName, document, error: null }),
        (error: unknown) => ({ fileName, document: null, error: errorOf(error) }),
      )
      signal?.throwIfAborted()
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, files.length) }, work))
  return results
}

async function uploadFile(
  transport: Transport,
  { input, source }: Prepared,
  onSent: (sent: number) => void,
  keyed: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Document> {
  signal?.throwIfAborted()
  let attempts = 0
  const keyOf = (step: string) => (keyed === undefined ? undefined : `${keyed}_${step}${attempts}`)
  const { id: uploadId } = await sendFile({
    settings: transport.settings,
    signal,
    source,
    onSent,
    address: (attempt) => {
      attempts = attempt
      const options = { signal, idempotencyKey: keyOf('request') }
      return transport.value(requestDocumentUploadDocument, 'requestDocumentUpload', { input }, options)
    },
  })
  const completion = { signal, idempotencyKey: keyOf('complete') }
  return transport.value(
    completeDocumentUploadDocument,
    'completeDocumentUpload',
    { input: { uploadId } },
    completion,
  )
}

function prepare(submissionId: string, file: FileContent | FileToUpload, options: UploadOptions): Prepared {
  if (typeof file !== 'object' || file === null) throw notAFile()
  const { content, byteSize, ...own }: FileToUpload = isFileContent(file)
    ? { content: file }
    : plainObject('file', file)
  if (typeof content !== 'object' || content === null || !isFileContent(content)) throw notAFile()
  const { fileName = nameOf(content), ...details } = { ...detailsOf(options), ...detailsOf(own) }
  if (typeof fileName !== 'string' || fileName === '')
    throw new LatchkeyError('Pass `fileName`: only a File has a name.')
  const source = sourceOf(content, byteSize)
  return { input: { submissionId, fileName, byteSize: source.byteSize, ...details }, source }
}

/** Without undefined values, which would hide those of the options. */
function detailsOf(given: FileDetails): FileDetails {
  const { fileName, class: documentClass, periodMonth, accountLast4, requirementId } = given
  return {
    ...(fileName === undefined ? {} : { fileName }),
    ...(documentClass === undefined ? {} : { class: documentClass }),
    ...(periodMonth === undefined ? {} : { periodMonth }),
    ...(accountLast4 === undefined ? {} : { accountLast4 }),
    ...(requirementId === undefined ? {} : { requirementId }),
  }
}

function nameOf(content: FileContent): string | undefined {
  return isBlob(content) && 'name' in content && typeof content.name === 'string' ? content.name : undefined
}

function progressOf(files: readonly Prepared[], onProgress: UploadOptions['onProgress']) {
  const sentOf = files.map(() => 0)
  const total = files.reduce((sum, { source }) => sum + source.byteSize, 0)
  return (index: number) => (sent: number) => {
    const file = files[index]
    if (file === undefined || onProgress === undefined) return
    sentOf[index] = sent
    const sum = sentOf.reduce((all, one) => all + one, 0)
    const { fileName, byteSize } = file.input
    onProgress({ sent: sum, total, file: { index, fileName, sent, total: byteSize } })
  }
}

function notAFile(): LatchkeyError {
  return new LatchkeyError(
    'A file must be a File, a Blob, a Uint8Array or a stream, or an object with `content`.',
  )
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new LatchkeyError('The content of a file could not be read.')
}
