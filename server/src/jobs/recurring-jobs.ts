// createRecurringJobs: what each recurring job does. Used by server.ts. Their periods: queues.ts.
//
// A run works in batches and asks `isStopped` before each. A run that stopped or failed leaves the rest to the next one.

import type { Database } from '@latchkey/prisma'
import type { Enqueue } from '@latchkey/schema/jobs.ts'
import type { RetentionPeriods } from '@latchkey/schema/retention/due-for-erasure.ts'
import { eraseDue } from '@latchkey/schema/retention/erase-due.ts'
import { expireOffers, warnOfExpiry } from '@latchkey/schema/submissions/moves/expire-offers.ts'
import { noticeOverdue } from '@latchkey/schema/submissions/moves/overdue-requirements.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import type { Log } from '../observability/log.ts'
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
  /** Default: nothing is erased by age. */
  readonly retention?: RetentionPeriods
  readonly enqueue: Enqueue
  readonly log: Log
}

const KEEP: RetentionPeriods = { draftDays: 0, closedMonths: 0 }

export function createRecurringJobs(options: RecurringJobOptions): RecurringJobs {
  const { database, blobs, scanner = null, retention = KEEP, enqueue, log } = options
  const { prisma } = database
  const moves = { prisma, systemTransaction: createSystemTransaction(prisma), enqueue }
  return {
    'expire-offers': async (isStopped) => {
      const [expired] = await Promise.allSettled([expireOffers({ ...moves, isStopped })])
      // A submission whose offers cannot expire stops no warning of others.
      const warned = await warnOfExpiry({ ...moves, isStopped })
      if (expired.status === 'rejected') throw expired.reason
      return { expired: expired.value, warned }
    },
    'overdue-requirements': async (isStopped) => ({ overdue: await noticeOverdue({ ...moves, isStopped }) }),
    'erase-due': async (isStopped) => {
      const onFailure = (submissionId: string, err: unknown) =>
        log.warn({ err, submissionId }, 'erasing a submission failed: trying again in the next run')
      return { ...(await eraseDue({ prisma, enqueue, periods: retention, isStopped, onFailure })) }
    },
    'scan-documents': async (isStopped): Promise<Readonly<Record<string, number>>> =>
      scanner === null ? {} : { scanned: await scanDocuments({ prisma, store: blobs, scanner, isStopped }) },
    'sweep-uploads': async (isStopped) => ({ ...(await sweepUploads({ prisma, store: blobs, isStopped })) }),
  }
}
