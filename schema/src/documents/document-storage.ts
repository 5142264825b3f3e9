// DocumentStorage: what documents need from the blob store, for the caller of one request. The server implements it.

import type { Issue } from '../graphql/problem.ts'

/** Media types that the content checks accept. */
export type DocumentMediaType =
  | 'application/pdf'
  | 'image/png'
  | 'image/jpeg'
  | 'image/heic'
  | 'text/csv'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export interface SignedRequest {
  readonly url: string
  readonly method: 'PUT'
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly expiresAt: Date
}

export interface SignedAddress {
  readonly url: string
  readonly expiresAt: Date
}

/** The row of an upload, with its file name in plain text. */
export interface PendingUpload {
  readonly id: string
  readonly storageKey: string
  readonly fileName: string
  readonly byteSize: number
  readonly sha256: Uint8Array | null
}

/** A checked copy of the uploaded bytes, which the signed upload address cannot change. */
export interface CheckedFile {
  readonly storageKey: string
  readonly byteSize: number
  readonly sha256: Uint8Array<ArrayBuffer>
  readonly mediaType: DocumentMediaType
  readonly hasActiveContent: boolean
  /** QUARANTINE: a virus, or a PDF that launches programs. WAITING: the scanner did not answer. */
  readonly verdict: 'CLEAN' | 'QUARANTINE' | 'WAITING'
}

/** MISMATCH: the bytes are not those that were announced. REJECTED: nobody can open or accept the content. */
export type Inspection =
  | { readonly kind: 'MISMATCH'; readonly issue: Issue }
  | { readonly kind: 'REJECTED'; readonly issue: Issue }
  | { readonly kind: 'CHECKED'; readonly file: CheckedFile }

export interface DocumentStorage {
  /** The address never outlives the upload: bytes that arrive after the sweep would stay in the storage. */
  readonly signUpload: (upload: PendingUpload & { readonly expiresAt: Date }) => Promise<SignedRequest>
  /** Copies the uploaded bytes, then checks size, hash and content of the copy, and scans it. */
  readonly inspect: (upload: PendingUpload) => Promise<Inspection>
  readonly signDownload: (documentId: string) => Promise<SignedAddress>
  readonly signArchive: (submissionId: string) => Promise<SignedAddress>
}
