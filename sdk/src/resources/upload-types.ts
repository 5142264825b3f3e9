// Types of `documents.upload` and `documents.uploadAll`. Used by document-upload.ts and exported by the package.

import type { ChangeOptions } from '../core/options.ts'
import type { FileContent } from '../files/file-content.ts'
import type { Document, RequestDocumentUploadInput } from '../generated/types.ts'

/** What a document is. All of it is optional. */
export interface DocumentDetails
  extends Pick<RequestDocumentUploadInput, 'class' | 'periodMonth' | 'accountLast4' | 'requirementId'> {}

/** A file with its own details, which replace those of the options. */
export interface FileToUpload extends DocumentDetails {
  readonly content: FileContent
  /**
   * Name of the file. Default: the name of a File, or the last part of a path. Required for other contents.
   */
  readonly fileName?: string | undefined
  /**
   * The exact size of a stream in bytes. With it, the stream is not read into memory, has no hash, and a
   * broken transfer is not repeated. Other contents ignore it.
   */
  readonly byteSize?: number | undefined
  /**
   * SHA-256 of the bytes, 64 hex digits. The server rejects other bytes. Default: computed, except for a
   * stream with `byteSize`.
   */
  readonly sha256?: string | undefined
}

/** Progress of a call of `upload` or `uploadAll`. */
export interface UploadProgress {
  /** Bytes of all files that were sent. It never decreases, also when a broken transfer starts again. */
  readonly sent: number
  /**
   * Bytes of all files. `sent` equals it at the end: a file that failed no longer counts with the bytes that
   * were not sent.
   */
  readonly total: number
  /** The file that progressed. `index` is its position in the call. */
  readonly file: {
    readonly index: number
    readonly fileName: string
    readonly sent: number
    readonly total: number
  }
}

interface SharedOptions extends DocumentDetails, ChangeOptions {
  /**
   * Called after each part of 64 KiB that was sent, and when the storage has confirmed a file. Browsers send
   * a file in one part.
   */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined
}

/** Options of `documents.upload`. */
export interface UploadOptions extends SharedOptions {
  /** Name of the file. Default: the name of a File, or the last part of a path. */
  readonly fileName?: string | undefined
}

/** Options of `documents.uploadAll`. The details apply to every file that does not set them. */
export interface UploadAllOptions extends SharedOptions {
  /** How many files are sent at the same time, 1 to 12. Default: 3. */
  readonly concurrency?: number | undefined
}

/** The result of one file of `documents.uploadAll`. */
export type UploadResult =
  | { readonly ok: true; readonly fileName: string; readonly document: Document }
  | {
      readonly ok: false
      /** Null if the file has no name. */
      readonly fileName: string | null
      /** Why it failed. You can pass the same file to another call, unless its content is a stream. */
      readonly error: Error
    }
