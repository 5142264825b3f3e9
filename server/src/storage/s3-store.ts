// createS3Store: stores blobs in an S3-compatible service. Several servers can share it.

import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type BlobStore, requireKey, type S3Settings, SizeMismatch } from './blob-store.ts'

const CONNECT_TIMEOUT_MS = 3_000
const REQUEST_TIMEOUT_MS = 20_000

export function createS3Store({ bucket, region, endpoint, credentials, prefix }: S3Settings): BlobStore {
  const client = new S3Client({
    region,
    // Services other than AWS seldom have a host name for each bucket.
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === null ? {} : { credentials }),
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    logger: { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore },
    // Otherwise a presigned PUT would contain the checksum of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + requireKey(key) })

  async function sizeOf(key: string): Promise<number | null> {
    const found = await client.send(new HeadObjectCommand(at(key))).catch(unlessMissing)
    return found?.ContentLength ?? null
  }

  async function get(key: string, range?: { start: number; end: number }): Promise<Readable | null> {
    const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end}`
    const found = await client.send(new GetObjectCommand({ ...at(key), Range })).catch(unlessMissing)
    if (found === null) return null
    if (!(found.Body instanceof Readable)) throw new Error('The response of the S3 service has no body.')
    return found.Body
  }

  return {
    async put(key, body, byteSize) {
      let size = 0
      const counted = Readable.from(body, { objectMode: false }).map((chunk: Buffer) => {
        size += chunk.length
        if (size > byteSize) throw new SizeMismatch('The body has too many bytes.')
        return chunk
      })
      const sent = client.send(new PutObjectCommand({ ...at(key), Body: counted, ContentLength: byteSize }))
      const ended = new Promise<never>((_resolve, reject) => {
        counted.once('end', () => {
          if (size !== byteSize) reject(new SizeMismatch('The body has too few bytes.'))
        })
        counted.once('error', reject)
      })
      await Promise.race([sent, ended])
    },
    size: sizeOf,
    get,
    async open(key) {
      const body = await get(key)
      if (body === null) return null
      const folder = await mkdtemp(join(tmpdir(), 'latchkey-blob-'))
      try {
        const path = join(folder, randomUUID())
        await pipeline(body, createWriteStream(path, { mode: 0o600 }))
        const handle = await open(path)
        const { size } = await handle.stat()
        return {
          handle,
          size,
          async [Symbol.asyncDispose]() {
            await handle.close()
            await rm(folder, { recursive: true, force: true })
          },
        }
      } catch (error) {
        await rm(folder, { recursive: true, force: true })
        throw error
      }
    },
    async copy(from, to) {
      const source = `${bucket}/${prefix}${requireKey(from)}`.split('/').map(encodeURIComponent).join('/')
      const done = await client
        .send(new CopyObjectCommand({ ...at(to), CopySource: source }))
        .catch(unlessMissing)
      return done !== null
    },
    async delete(keys) {
      if (keys.length === 0) return
      const Objects = keys.map((key) => ({ Key: at(key).Key }))
      await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }))
    },
    async list(folder) {
      const below = `${prefix}${requireKey(folder.replace(/\/$/, ''))}/`
      const found = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: below }))
      return (found.Contents ?? []).flatMap(({ Key }) =>
        Key === undefined ? [] : [Key.slice(prefix.length)],
      )
    },
    // The service keeps no partial uploads of single requests.
    tidy: () => Promise.resolve(),
    presign: {
      async put(key, byteSize, seconds) {
        const command = new PutObjectCommand({ ...at(key), ContentLength: byteSize })
        // The signature covers the size, so the service rejects any other.
        const url = await getSignedUrl(client, command, { expiresIn: seconds })
        return { url, headers: [{ name: 'content-length', value: String(byteSize) }] }
      },
      get: (key, { contentType, contentDisposition }, seconds) =>
        getSignedUrl(
          client,
          new GetObjectCommand({
            ...at(key),
            ResponseContentType: contentType,
            ResponseContentDisposition: contentDisposition,
            ResponseCacheControl: 'private, no-store',
          }),
          { expiresIn: seconds },
        ),
    },
  }
}

/** Every failure rejects. The SDK's own lines would not be JSON, and can contain signed addresses. */
function ignore(): void {}

function unlessMissing(error: unknown): null {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return null
  throw error
}
