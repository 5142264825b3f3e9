// createScanJob: scans one new document for viruses. Used by server.ts.

import type { Database } from '@latchkey/prisma'
import type { Log } from '../observability/log.ts'
import type { BlobStore } from '../storage/blob-store.ts'
import { scanDocument } from '../storage/scan-documents.ts'
import type { Scanner } from '../storage/scanner.ts'
import { JobFailed, type RunJob } from './job-queue.ts'

interface ScanJobOptions {
  readonly database: Database
  readonly blobs: BlobStore
  /** Null: this server has none, and the document waits for one that has. */
  readonly scanner?: Scanner | null
  readonly log: Log
}

export function createScanJob({ database, blobs, scanner = null, log }: ScanJobOptions): RunJob<'scan'> {
  return async ({ documentId }, { tries }) => {
    if (scanner === null) throw new JobFailed('This server has no virus scanner.')
    try {
      await scanDocument({ prisma: database.prisma, store: blobs, scanner }, documentId)
    } catch (err) {
      log.warn({ err, documentId, tries }, 'scanning a document failed: retrying')
      throw new JobFailed('The virus scanner did not answer.')
    }
  }
}
