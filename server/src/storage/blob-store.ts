// BlobStore: the port to the place that holds files. Implemented by disk-store.ts and s3-store.ts.

import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type Config, ConfigError } from '../config.ts'

export interface ByteRange {
  readonly start: number
  /** Inclusive. */
  readonly end: number
}

/** A blob as a local file, for random access. Disposing closes it, and deletes a temporary copy. */
interface OpenBlob extends AsyncDisposable {
  readonly handle: FileHandle
  readonly size: number
}

interface PresignedRequest {
  readonly url: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
}

/** Addresses that clients use without the server. Only stores that clients can reach have them. */
interface Presign {
  readonly put: (key: string, byteSize: number, seconds: number) => Promise<PresignedRequest>
  readonly get: (
    key: string,
    headers: { readonly contentType: string; readonly contentDisposition: string },
    seconds: number,
  ) => Promise<string>
}

export class SizeMismatch extends Error {}

/**
 * Keys are paths of a-z, 0-9, `_`, `-`, `.` and `/`. They are made from ids, never from names that people chose.
 * A blob appears whole or not at all.
 */
export interface BlobStore {
  /** Rejects with SizeMismatch if `body` has another size. It stops reading at the first byte too many. */
  readonly put: (key: string, body: AsyncIterable<Buffer>, byteSize: number) => Promise<void>
  /** Null: no such blob. */
  readonly size: (key: string) => Promise<number | null>
  /** Null: no such blob. `range` must lie within the blob. */
  readonly get: (key: string, range?: ByteRange) => Promise<Readable | null>
  /** Null: no such blob. */
  readonly open: (key: string) => Promise<OpenBlob | null>
  /** Later writes to `from` do not change `to`. False: no such blob. */
  readonly copy: (from: string, to: string) => Promise<boolean>
  /** Missing blobs are no error. */
  readonly delete: (keys: readonly string[]) => Promise<void>
  /** Keys below a folder such as `documents/upl_…/`. */
  readonly list: (folder: string) => Promise<readonly string[]>
  /** Deletes remains of interrupted uploads that are older than an hour. */
  readonly tidy: () => Promise<void>
  /** Null: clients use the routes of the server. */
  readonly presign: Presign | null
}

export function requireKey(key: string): string {
  if (!/^[a-z0-9_-]+(\/[a-z0-9_.-]+)*$/.test(key) || key.includes('..'))
    throw new Error('This is not a valid key of a blob.')
  return key
}

export interface S3Settings {
  readonly bucket: string
  readonly region: string
  /** Null: AWS. */
  readonly endpoint: string | null
  /** Null: the AWS SDK looks for credentials: environment, shared files, the role of the machine. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null
  readonly prefix: string
}

/** Null: files are stored in DATA_DIR. */
export function readS3Settings({ s3 }: Pick<Config, 's3'>): S3Settings | null {
  const { bucket, accessKeyId, secretAccessKey, region, endpoint, prefix } = s3
  if (bucket === null) return null
  if ((accessKeyId === null) !== (secretAccessKey === null))
    throw new ConfigError('Set both S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or neither.')
  const credentials =
    accessKeyId === null || secretAccessKey === null ? null : { accessKeyId, secretAccessKey }
  return { bucket, region, endpoint, credentials, prefix }
}
