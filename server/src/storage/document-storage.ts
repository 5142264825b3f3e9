// createDocumentStorage: signed addresses and checks of files, for the caller of one request. Used by /graphql.

import type { DocumentStorage } from '@latchkey/schema/documents/document-storage.ts'
import { type Asker, sealToken, type Target } from './address-token.ts'
import type { BlobStore } from './blob-store.ts'
import type { createInspection } from './inspect-upload.ts'

const UPLOAD_SECONDS = 15 * 60
const DOWNLOAD_SECONDS = 60

interface StorageOptions {
  readonly store: BlobStore
  readonly inspect: ReturnType<typeof createInspection>
  readonly key: Uint8Array
  /** Returns the URL of a path of this server. */
  readonly page: (path: string) => string
}

/** `now`: database time of the request. */
export type StorageFor = (asker: Asker, now: Date) => DocumentStorage

export function createDocumentStorage({ store, inspect, key, page }: StorageOptions): StorageFor {
  return (asker, now) => {
    const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
    const seal = (target: Target, expiresAt: Date) => sealToken(key, { target, expiresAt, asker })
    return {
      inspect,
      async signUpload({ storageKey, byteSize, sha256, ...upload }) {
        const expiresAt = new Date(Math.min(after(UPLOAD_SECONDS).getTime(), upload.expiresAt.getTime()))
        const seconds = Math.ceil((expiresAt.getTime() - now.getTime()) / 1_000)
        const method = 'PUT'
        if (store.presign !== null)
          return { ...(await store.presign.put(storageKey, byteSize, seconds)), method, expiresAt }
        const hash = sha256 === null ? null : Buffer.from(sha256).toString('hex')
        const token = await seal({ kind: 'upload', key: storageKey, byteSize, sha256: hash }, expiresAt)
        const headers = [{ name: 'content-length', value: String(byteSize) }]
        return { url: page(`/blobs/${token}`), method, headers, expiresAt }
      },
      async signDownload(id) {
        const expiresAt = after(DOWNLOAD_SECONDS)
        return { url: page(`/documents/${await seal({ kind: 'document', id }, expiresAt)}`), expiresAt }
      },
      async signArchive(submissionId) {
        const expiresAt = after(DOWNLOAD_SECONDS)
        const token = await seal({ kind: 'archive', submissionId }, expiresAt)
        return { url: page(`/submissions/${submissionId}/documents.zip?signature=${token}`), expiresAt }
      },
    }
  }
}
