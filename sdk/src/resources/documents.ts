// Exports `Documents`, the resource behind `latchkey.documents`.

import { LatchkeyProblem } from '../core/errors.ts'
import type { FileContent } from '../core/file-content.ts'
import { type Download, openFile } from '../core/file-download.ts'
import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import { plainObject } from '../core/sendable.ts'
import { checkedCall } from '../core/settings.ts'
import type { Transport } from '../core/transport.ts'
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
import { type FileToUpload, type UploadOptions, type UploadResult, uploadFiles } from './document-upload.ts'

/** Documents of submissions: `latchkey.documents`. */
export class Documents {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Uploads a file of a submission (`sub_…`), at most 25 MB: PDF, PNG, JPEG, HEIC, CSV, XLSX or DOCX. The file
   * is sent as a stream. A broken transfer is repeated, unless the content is a stream itself.
   *
   * With an array of at most 12 files it returns a result per file, in the same order: a document or an error.
   * A file that fails does not stop the others.
   *
   * Requires `documents`. Errors: VALIDATION_FAILED (see `issues`), SUBMISSION_NOT_FOUND, SUBMISSION_LOCKED,
   * RELATIONSHIP_NOT_ACTIVE, LIMIT_REACHED, DUPLICATE_FILE, FILE_REJECTED (see `issues`), UPLOAD_MISMATCH.
   *
   * ```ts
   * const content = await openAsBlob('september.pdf')
   * await latchkey.documents.upload(id, content, { fileName: 'september.pdf', class: 'BANK_STATEMENT' })
   * ```
   */
  upload(submissionId: string, file: FileContent | FileToUpload, options?: UploadOptions): Promise<Document>
  upload(
    submissionId: string,
    files: readonly (FileContent | FileToUpload)[],
    options?: UploadOptions,
  ): Promise<readonly UploadResult[]>
  async upload(
    submissionId: string,
    files: FileContent | FileToUpload | readonly (FileContent | FileToUpload)[],
    options: UploadOptions = {},
  ): Promise<Document | readonly UploadResult[]> {
    if (isList(files)) return uploadFiles(this.#transport, submissionId, files, options)
    const [result] = await uploadFiles(this.#transport, submissionId, [files], options)
    if (result?.document) return result.document
    throw result?.error
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
   * Starts the download of a document (`doc_…`) and returns its name and its content as a stream. The audit
   * log of the funder records it.
   *
   * Requires `documents:read`. Error: DOCUMENT_NOT_FOUND, also while the document is SCANNING or QUARANTINED.
   *
   * ```ts
   * const { fileName, stream } = await latchkey.documents.download(id)
   * await writeFile(fileName, stream)
   * ```
   */
  async download(id: string, options: CallOptions = {}): Promise<Download> {
    const { signal } = checkedCall(options)
    const address = async () => {
      const { download, fileName, status } = await this.#transport.value(
        documentDownloadDocument,
        'document',
        { id },
        options,
      )
      if (download === null) throw notServed(status)
      return { url: download.url, fileName: fileName ?? id }
    }
    return openFile({ settings: this.#transport.settings, signal, address })
  }

  /**
   * Starts the download of a ZIP with all documents of a submission (`sub_…`) that can be downloaded, named
   * like `2026-09_bank-statement_1234.pdf`. The audit log of the funder records each of them.
   *
   * Requires `documents:read`. Error: SUBMISSION_NOT_FOUND.
   */
  async downloadAll(submissionId: string, options: CallOptions = {}): Promise<Download> {
    const { signal } = checkedCall(options)
    const address = async () => {
      const variables = { submissionId }
      const { documentsArchive } = await this.#transport.value(
        documentsArchiveDocument,
        'submission',
        variables,
        options,
      )
      return { url: documentsArchive.url, fileName: `documents-${submissionId}.zip` }
    }
    return openFile({ settings: this.#transport.settings, signal, address })
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
}

type Files = FileContent | FileToUpload | readonly (FileContent | FileToUpload)[]

function isList(files: Files): files is readonly (FileContent | FileToUpload)[] {
  return Array.isArray(files)
}

function notServed(status: Document['status']): LatchkeyProblem {
  const message = `This document is ${status}, so it cannot be downloaded.`
  return new LatchkeyProblem({ message, code: 'DOCUMENT_NOT_FOUND', status: 404 })
}
