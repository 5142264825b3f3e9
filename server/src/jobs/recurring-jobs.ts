// createRecurringJobs: what each recurring job does. Used by server.ts. Their periods: queues.ts.
//
// A run works in batches and asks `isStopped` before each. A run that stopped or failed leaves the rest to the next one.

import type { Database } from '@latchkey/prisma'
import type { BlobStore } from '../storage/blob-store.ts'
import { scanDocuments } from '../storage/scan-documents.ts'
import type { Scanner } from '../storage/scanner.ts'
import { sweepUploads } from '../storage/sweep-uploads.ts'
import type { RecurringJob } from './queues.ts'

/** Resolves with what the run did, by name, for the log. */
export type RunRecurring = (isStopped: () => boolean) => Promise<Readonly<Record<string, number>>>

export type RecurringJobs = { readonly [Name in RecurringJob]: RunRecurring }

interface RecurringJobOptions {
  readonly database: Database
  readonly blobs: BlobStore
  /** Null: documents are not scanned. */
  readonly scanner?: Scanner | null
}

export function createRecurringJobs({ database, blobs, scanner = null }: RecurringJobOptions): RecurringJobs {
  const { prisma } = database
  return {
    'scan-documents': async (isStopped): Promise<Readonly<Record<string, number>>> =>
      scanner === null ? {} : { scanned: await scanDocuments({ prisma, store: blobs, scanner, isStopped }) },
    'sweep-uploads': async (isStopped) => ({ ...(await sweepUploads({ prisma, store: blobs, isStopped })) }),
  }
}
