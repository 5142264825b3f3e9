// uploadFiles: uploads files of a submission, several at once. Used by documents.ts.

import { LatchkeyError } from '../core/errors.ts'
import { idempotencyKeyOf } from '../core/idempotency-key.ts'
import type { CallOptions } from '../core/options.ts'
import { orAborted } from '../core/or-aborted.ts'
import { callSettings, type Settings } from '../core/settings.ts'
import type { Transport } from '../core/transport.ts'
import { type FileContent, isFileContent, nameOf } from '../files/file-content.ts'
import { type FileSource, release, sha256Of, sourceOf } from '../files/file-source.ts'
import { sendFile } from '../files/send-file.ts'
import { LocalFailure } from '../files/transfer.ts'
import { completeDocumentUploadDocument, requestDocumentUploadDocument } from '../generated/documents.ts'
import type { Document, RequestDocumentUploadInput } from '../generated/types.ts'
import { UploadMeter } from './upload-meter.ts'
import type {
  DocumentDetails,
  FileToUpload,
  UploadAllOptions,
  UploadOptions,
  UploadResult,
} from './upload-types.ts'

const MAX_CONCURRENCY = 12

/** Results in the order of the files. Rejects only for invalid options and when the caller aborts. */
export async function uploadFiles(
  transport: Transport,
  submissionId: string,
  files: readonly (FileContent | FileToUpload)[],
  options: UploadOptions & UploadAllOptions,
): Promise<readonly UploadResult[]> {
  const { signal, idempotencyKey, concurrency = 3, onProgress } = options
  const settings = callSettings(transport.settings, options)
  if (!(Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MAX_CONCURRENCY))
    throw new LatchkeyError(`\`concurrency\` must be a whole number from 1 to ${MAX_CONCURRENCY}.`)
  if (idempotencyKey !== undefined && idempotencyKeyOf(idempotencyKey).length > 200)
    throw new LatchkeyError('`idempotencyKey` of an upload must have at most 200 characters.')
  signal?.throwIfAborted()
  const given = files.map(toUpload)
  const meter = new UploadMeter(onProgress, signal)
  const prepared: PreparedFile[] = []
  const results: UploadResult[] = []
  const forEach = (run: (file: FileToUpload, index: number) => Promise<void>) =>
    inTurns(given, concurrency, async (file, index) => {
      signal?.throwIfAborted()
      await run(file, index).catch((error: unknown) => {
        results[index] = { ok: false, fileName: fileNameOf(file, options) ?? null, error: errorOf(error) }
        meter.fail(index)
      })
    })
  const run = async () => {
    // First the sizes of all files, so that `total` of the progress is right from the start.
    await forEach(async (file, index) => {
      const one = await prepare(submissionId, file, options)
      prepared[index] = one
      meter.add(index, one.input.fileName, one.source.byteSize)
    })
    await forEach(async (_file, index) => {
      const one = prepared[index]
      if (one === undefined) return
      const sha256 = one.sha256 ?? (await sha256Of(one.source))
      const input = { ...one.input, sha256 }
      // The key of a file that is passed again, in another list, is the same.
      const keyed = idempotencyKey && `${idempotencyKey}_${sha256?.slice(0, 32) ?? index}`
      const onSent = meter.report.bind(meter, index)
      const { source } = one
      const document = await uploadFile(transport, { input, source, keyed, onSent, settings, options })
      results[index] = { ok: true, fileName: input.fileName, document }
    })
  }
  try {
    // Also while a stream of the caller yields nothing.
    await orAborted(run(), signal)
    return results
  } finally {
    for (const { content } of given) release(content)
  }
}

interface PreparedFile {
  readonly input: RequestDocumentUploadInput
  readonly source: FileSource
  readonly sha256: string | undefined
}

interface Upload extends Omit<PreparedFile, 'sha256'> {
  readonly keyed: string | undefined
  readonly onSent: (sent: number) => void
  readonly settings: Settings
  readonly options: CallOptions
}

async function uploadFile(
  transport: Transport,
  { input, source, keyed, onSent, settings, options }: Upload,
): Promise<Document> {
  let attempts = 0
  const optionsOf = (step: string) => ({
    ...options,
    idempotencyKey: keyed && `${keyed}_${step}${attempts}`,
  })
  const { id: uploadId } = await sendFile({
    settings,
    signal: options.signal,
    source,
    onSent,
    address: (attempt) => {
      attempts = attempt
      return transport.value(
        requestDocumentUploadDocument,
        'requestDocumentUpload',
        { input },
        optionsOf('request'),
      )
    },
  })
  return transport.value(
    completeDocumentUploadDocument,
    'completeDocumentUpload',
    { input: { uploadId } },
    optionsOf('complete'),
  )
}

function toUpload(file: FileContent | FileToUpload): FileToUpload {
  if (isFileContent(file)) return { content: file }
  if (typeof file === 'object' && file !== null && isFileContent(file.content)) return file
  if (Array.isArray(file)) throw new LatchkeyError('Pass an array of files to `uploadAll`.')
  throw new LatchkeyError(
    'A file must be a path, a File, a Blob, bytes or a stream, or an object with one of them as `content`.',
  )
}

async function prepare(
  submissionId: string,
  file: FileToUpload,
  options: UploadOptions,
): Promise<PreparedFile> {
  const fileName = fileNameOf(file, options)
  if (typeof fileName !== 'string' || fileName === '')
    throw new LatchkeyError('Pass `fileName`: only a File and a path have a name.')
  const source = await sourceOf(file.content, file.byteSize, options.signal)
  const details = { ...detailsOf(options), ...detailsOf(file) }
  const input = { submissionId, fileName, byteSize: source.byteSize, ...details }
  return { input, source, sha256: file.sha256 }
}

function fileNameOf({ fileName, content }: FileToUpload, options: UploadOptions): string | undefined {
  return fileName ?? options.fileName ?? nameOf(content)
}

/** Without undefined values, which would hide those of the options. */
function detailsOf(given: DocumentDetails): DocumentDetails {
  const { class: documentClass, periodMonth, accountLast4, requirementId } = given
  return {
    ...(documentClass === undefined ? {} : { class: documentClass }),
    ...(periodMonth === undefined ? {} : { periodMonth }),
    ...(accountLast4 === undefined ? {} : { accountLast4 }),
    ...(requirementId === undefined ? {} : { requirementId }),
  }
}

/** Runs at most `limit` at the same time. */
async function inTurns<Item>(
  items: readonly Item[],
  limit: number,
  run: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const queue = items.entries()
  const work = async () => {
    for (const [index, item] of queue) await run(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
}

/** The reason of a content that cannot be read is an error of the caller or of this package. */
function errorOf(error: unknown): Error {
  const reason = error instanceof LocalFailure ? error.reason : error
  return reason instanceof Error ? reason : new LatchkeyError('The content of a file could not be read.')
}
