// createInspection: copies uploaded bytes, then checks size, hash, content and viruses. Used by document-storage.ts.

import { createHash, randomUUID } from 'node:crypto'
import type { Inspection, PendingUpload } from '@latchkey/schema/documents/document-storage.ts'
import type { Issue } from '@latchkey/schema/graphql/problem.ts'
import { createSemaphore } from '@latchkey/schema/transaction/semaphore.ts'
import { busy } from '@latchkey/schema/transaction/transaction.ts'
import type { Log } from '../observability/log.ts'
import type { BlobStore } from './blob-store.ts'
import { type ByteSource, sourceOfFile, windowsOf } from './content/byte-source.ts'
import { checkContent } from './content/check-content.ts'
import { FileFault } from './content/finding.ts'
import type { Scanner } from './scanner.ts'

const MAX_CONCURRENT = 4
const MAX_WAIT_MS = 10_000
/** A scan that takes longer goes on later: the request has a time limit. */
const SCAN_MS = 8_000

interface InspectionOptions {
  readonly store: BlobStore
  /** Null: no scanner is configured. */
  readonly scanner: Scanner | null
  readonly log: Log
}

export function createInspection({ store, scanner, log }: InspectionOptions) {
  // Each check holds a few hundred kilobytes and a share of the processor.
  const limit = createSemaphore(MAX_CONCURRENT, MAX_WAIT_MS, busy)

  async function inspect(upload: PendingUpload): Promise<Inspection> {
    const size = await store.size(upload.storageKey)
    if (size === null)
      return mismatch('NOT_UPLOADED', 'The bytes are missing. Send them, then complete the upload.')
    if (size !== upload.byteSize)
      return mismatch('SIZE_DIFFERS', `You announced ${upload.byteSize} bytes and sent ${size}.`)
    // The signed address could still replace the bytes in `staging` after they were checked.
    const storageKey = `documents/${upload.id}/${randomUUID()}`
    if (!(await store.copy(upload.storageKey, storageKey)))
      return mismatch('NOT_UPLOADED', 'The bytes are missing. Send them, then complete the upload.')
    const inspection = await inspectCopy(upload, storageKey)
    // The sweep deletes what stays behind if this fails or the document is not created.
    if (inspection.kind !== 'CHECKED') await store.delete([storageKey])
    return inspection
  }

  async function inspectCopy(upload: PendingUpload, storageKey: string): Promise<Inspection> {
    await using blob = await store.open(storageKey)
    if (blob === null || blob.size !== upload.byteSize)
      return mismatch('SIZE_DIFFERS', 'The bytes changed during the check. Complete the upload again.')
    const source = sourceOfFile(blob.handle, blob.size)
    const sha256 = await hashOf(source)
    if (upload.sha256 !== null && !sha256.equals(upload.sha256))
      return mismatch(
        'HASH_DIFFERS',
        'The bytes do not have the SHA-256 that you announced. Send them again.',
      )
    try {
      const finding = await checkContent(source, upload.fileName)
      const verdict = finding.isDangerous ? 'QUARANTINE' : await scan(source, upload.id)
      const { mediaType, hasActiveContent } = finding
      const file = {
        storageKey,
        byteSize: blob.size,
        sha256: new Uint8Array(sha256),
        mediaType,
        hasActiveContent,
      }
      return { kind: 'CHECKED', file: { ...file, verdict } }
    } catch (error) {
      if (!(error instanceof FileFault)) throw error
      return { kind: 'REJECTED', issue: issueOf(error.code, error.message) }
    }
  }

  async function scan(source: ByteSource, uploadId: string): Promise<'CLEAN' | 'QUARANTINE' | 'WAITING'> {
    if (scanner === null) return 'CLEAN'
    try {
      return (await scanner(source, SCAN_MS)) === 'CLEAN' ? 'CLEAN' : 'QUARANTINE'
    } catch (err) {
      log.warn({ err, uploadId }, 'the virus scanner did not answer: the document waits')
      return 'WAITING'
    }
  }

  return (upload: PendingUpload) => limit(() => inspect(upload))
}

async function hashOf(source: ByteSource): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const { bytes } of windowsOf(source)) hash.update(bytes)
  return hash.digest()
}

function mismatch(code: string, message: string): Inspection {
  return { kind: 'MISMATCH', issue: issueOf(code, message) }
}

function issueOf(code: string, message: string): Issue {
  return { path: 'uploadId', code, message }
}
