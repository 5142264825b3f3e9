// Exports `Documents`, the resource behind `latchkey.documents`.

import { LatchkeyError, LatchkeyProblem } from '../core/errors.ts'
import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import { plainObject } from '../core/sendable.ts'
import { callSettings } from '../core/settings.ts'
import type { Transport } from '../core/transport.ts'
import type { Download } from '../files/download.ts'
import type { RemoteFile } from '../files/download-body.ts'
import type { FileContent } from '../files/file-content.ts'
import type { SavedFile, SaveOptions } from '../files/save-file.ts'
import {
  documentDocument,
  documentDownloadDocument,
  documentsArchiveDocument,
  rejectDocumentDocument,
  removeDocumentDocument,
  setDocumentClassDocument,
  submissionDocumentsDocument,
} from '../generated/documents.ts'
import type { Document, RejectDocumentInput, SetDocumentClassInput } from '../generated/types.ts'
import type { FileToUpload, UploadAllOptions, UploadOptions, UploadResult } from './upload-types.ts'

/**
 * Documents of submissions: `latchkey.documents`. The code of uploads and downloads is loaded with the first of
 * them, so that programs without files start faster and pages stay small.
 */
export class Documents {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Uploads a file of a submission (`sub_…`), at most 25 MB: PDF, PNG, JPEG, HEIC, CSV, XLSX or DOCX. `file`
   * is a path (in Node, Deno and Bun), a File, a Blob, bytes or a stream. The server verifies its SHA-256. A
   * broken transfer is repeated at a new address, unless the content is a stream with `byteSize`.
   *
   * Requires `documents`. Errors: VALIDATION_FAILED (see `issues`), SUBMISSION_NOT_FOUND, SUBMISSION_LOCKED,
   * RELATIONSHIP_NOT_ACTIVE, LIMIT_REACHED, DUPLICATE_FILE, FILE_REJECTED (see `issues`), UPLOAD_MISMATCH.
   *
   * @example
   * ```ts
   * const document = await latchkey.documents.upload(id, 'statements/september.pdf', {
   *   class: 'BANK_STATEMENT',
   *   periodMonth: '2026-09',
   *   onProgress: ({ sent, total }) => console.log(sent / total),
   * })
   * ```
   */
  async upload(
    submissionId: string,
    file: FileContent | FileToUpload,
    options: UploadOptions = {},
  ): Promise<Document> {
    const { uploadFiles } = await import('./document-upload.ts')
    const [result] = await uploadFiles(this.#transport, submissionId, [file], options)
    if (result?.ok) return result.document
    throw result?.error
  }

  /**
   * Uploads files of a submission (`sub_…`), 3 at the same time (`concurrency`). Returns a result for each
   * file, in the order of the files: a document or an error. A file that fails does not stop the others. The
   * call rejects only for invalid options, and when `signal` aborts: files that were complete by then are
   * documents, the others are not.
   *
   * Requires `documents`. Errors of a file: those of `upload`.
   *
   * @example
   * ```ts
   * const results = await latchkey.documents.uploadAll(id, ['july.pdf', 'august.pdf'], { class: 'BANK_STATEMENT' })
   * for (const result of results) console.log(result.fileName, result.ok ? result.document.id : result.error.message)
   * const failed = files.filter((_, index) => !results[index]?.ok) // pass them to another call
   * ```
   */
  async uploadAll(
    submissionId: string,
    files: readonly (FileContent | FileToUpload)[],
    options: UploadAllOptions = {},
  ): Promise<readonly UploadResult[]> {
    if (!Array.isArray(files)) throw new LatchkeyError('Pass an array of files, or one file to `upload`.')
    const { uploadFiles } = await import('./document-upload.ts')
    return uploadFiles(this.#transport, submissionId, files, options)
  }

  /**
   * Lists the documents of a submission (`sub_…`), newest first, without removed ones.
   *
   * Requires `documents:read`. Error: SUBMISSION_NOT_FOUND.
   */
  list(
    submissionId: string,
    which: Omit<ListOptions<never>, 'filter'> = {},
    options?: CallOptions,
  ): List<Document> {
    return new List(plainObject('options', which), (range) =>
      this.#transport
        .value(submissionDocumentsDocument, 'submission', { id: submissionId, ...range }, options)
        .map(({ documents }) => documents),
    )
  }

  /**
   * Returns one document by its id (`doc_…`).
   *
   * Requires `documents:read`. Error: DOCUMENT_NOT_FOUND.
   */
  get(id: string, options?: CallOptions): LatchkeyPromise<Document> {
    return this.#transport.value(documentDocument, 'document', { id }, options)
  }

  /**
   * Downloads a document (`doc_…`). Returns its name and its content as a stream, or saves it with `toFile`.
   * A broken connection is resumed where it broke, at most `maxRetries` times. Size and SHA-256 are verified.
   * The audit log of the funder records the download.
   *
   * Requires `documents:read`. Error: DOCUMENT_NOT_FOUND, also while the document is SCANNING or QUARANTINED.
   *
   * @example
   * ```ts
   * const { path } = await latchkey.documents.download(id, { toFile: 'downloads/' }) // Node, Deno and Bun
   * const { fileName, stream } = await latchkey.documents.download(id)
   * ```
   */
  download(id: string, options: CallOptions & SaveOptions): Promise<SavedFile>
  download(id: string, options?: CallOptions): Promise<Download>
  async download(
    id: string,
    options: CallOptions & Partial<SaveOptions> = {},
  ): Promise<Download | SavedFile> {
    return this.#open(options, async () => {
      const { download, status, fileName, byteSize, sha256 } = await this.#transport.value(
        documentDownloadDocument,
        'document',
        { id },
        options,
      )
      if (download === null) throw notServed(status)
      return { url: download.url, fileName: fileName ?? id, byteSize, sha256 }
    })
  }

  /**
   * Downloads a ZIP with all documents of a submission (`sub_…`) that can be downloaded, named like
   * `2026-09_bank-statement_1234.pdf`. Returns it as a stream, or saves it with `toFile`. The server makes the
   * ZIP while it sends it: `toFile` starts again after a broken connection, a stream fails. The audit log of
   * the funder records each document.
   *
   * Requires `documents:read`. Error: SUBMISSION_NOT_FOUND.
   */
  downloadAll(submissionId: string, options: CallOptions & SaveOptions): Promise<SavedFile>
  downloadAll(submissionId: string, options?: CallOptions): Promise<Download>
  async downloadAll(
    submissionId: string,
    options: CallOptions & Partial<SaveOptions> = {},
  ): Promise<Download | SavedFile> {
    return this.#open(options, async () => {
      const { documentsArchive } = await this.#transport.value(
        documentsArchiveDocument,
        'submission',
        { submissionId },
        options,
      )
      const fileName = `documents-${submissionId}.zip`
      return { url: documentsArchive.url, fileName, byteSize: null, sha256: null }
    })
  }

  /**
   * Sets the class of a document (`doc_…`), and the month and account of a statement. Omitted fields stay
   * unchanged; null clears a field. A BROKER key can change its own documents until the funder reviewed them.
   *
   * Requires `documents`. Errors: DOCUMENT_NOT_FOUND, FORBIDDEN, SUBMISSION_LOCKED, RELATIONSHIP_NOT_ACTIVE,
   * VALIDATION_FAILED (see `issues`).
   */
  setClass(
    id: string,
    changes: Omit<SetDocumentClassInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Document> {
    return this.#transport.change(setDocumentClassDocument, 'setDocumentClass', id, changes, options)
  }

  /**
   * Removes a document (`doc_…`). A BROKER key can remove its own documents while the submission is DRAFT or
   * INFO_REQUESTED.
   *
   * Requires `documents`. Errors: DOCUMENT_NOT_FOUND, FORBIDDEN, SUBMISSION_LOCKED, RELATIONSHIP_NOT_ACTIVE.
   */
  remove(id: string, options?: ChangeOptions): LatchkeyPromise<Document> {
    return this.#transport.change(removeDocumentDocument, 'removeDocument', id, {}, options)
  }

  /**
   * Rejects a document (`doc_…`) as the funder, and reopens the requirement that it answers.
   *
   * Requires the role OWNER, ADMIN or UNDERWRITER, or a TIERED key with `admin`. Errors: DOCUMENT_NOT_FOUND,
   * ILLEGAL_TRANSITION, SUBMISSION_LOCKED, RELATIONSHIP_NOT_ACTIVE, VALIDATION_FAILED (see `issues`).
   */
  reject(
    id: string,
    rejection: Omit<RejectDocumentInput, 'id'>,
    options?: ChangeOptions,
  ): LatchkeyPromise<Document> {
    return this.#transport.change(rejectDocumentDocument, 'rejectDocument', id, rejection, options)
  }

  async #open(
    options: CallOptions & Partial<SaveOptions>,
    address: () => Promise<RemoteFile>,
  ): Promise<Download | SavedFile> {
    const { signal, toFile, overwrite = false } = options
    const settings = callSettings(this.#transport.settings, options)
    // First, because the audit log records each request for the content.
    if (toFile !== undefined) {
      const { requireTarget } = await import('../files/save-file.ts')
      await requireTarget(toFile, overwrite)
    }
    const { openDownload } = await import('../files/download.ts')
    const download = await openDownload({ settings, signal, address })
    return toFile === undefined ? download : download.toFile(toFile, { overwrite })
  }
}

function notServed(status: Document['status']): LatchkeyProblem {
  const message = `This document is ${status}, so it cannot be downloaded.`
  return new LatchkeyProblem({ message, code: 'DOCUMENT_NOT_FOUND', status: 404 })
}
