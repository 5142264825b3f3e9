// sweepUploads: deletes uploads that became no document in time, and the content of removed documents.

import type { Document, PrismaClient } from '@latchkey/prisma'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import type { BlobStore } from './blob-store.ts'

const BATCH = 100

type Removed = Pick<Document, 'id' | 'storageKey' | 'submissionId'>

export interface SweepOptions {
  readonly prisma: PrismaClient
  readonly store: BlobStore
  /** Stops the sweep before the next batch. */
  readonly isStopped?: () => boolean
}

interface Batch {
  /** Fewer than BATCH: it was the last one. */
  readonly found: number
  readonly swept: number
}

interface Swept {
  readonly uploads: number
  readonly documents: number
}

export async function sweepUploads({ prisma, store, isStopped = () => false }: SweepOptions): Promise<Swept> {
  const systemTransaction = createSystemTransaction(prisma)
  await store.tidy()

  /** A request that completes an upload may still run: it started before the upload expired. */
  async function sweepExpired(): Promise<Batch> {
    const expired = await prisma.$queryRaw<{ id: string; storage_key: string }[]>`
      SELECT id, storage_key FROM upload WHERE expires_at < app_now() - interval '10 minutes'
      ORDER BY expires_at LIMIT ${BATCH}`
    for (const { id, storage_key } of expired) {
      const document = await prisma.document.findUnique({
        where: { id: id.replace(/^upl_/, 'doc_') },
        select: { storageKey: true },
      })
      const copies = await store.list(`documents/${id}`)
      // The blobs first: a sweep that is interrupted finds the row again.
      await store.delete([storage_key, ...copies.filter((key) => key !== document?.storageKey)])
      await systemTransaction((tx) => tx.upload.deleteMany({ where: { id } }))
    }
    return { found: expired.length, swept: expired.length }
  }

  async function sweepRemoved(): Promise<Batch> {
    const removed = await prisma.document.findMany({
      where: {
        status: 'REMOVED',
        NOT: { storageKey: { startsWith: 'deleted/' } },
        submission: { legalHold: false },
      },
      select: { id: true, storageKey: true, submissionId: true },
      take: BATCH,
    })
    let swept = 0
    for (const document of removed) if (await deleteContent(document)) swept += 1
    return { found: removed.length, swept }
  }

  /**
   * False: a legal hold was set since the batch was read. A hold that is set during the deletion waits for it, so no
   * content disappears under a hold.
   */
  function deleteContent({ id, storageKey, submissionId }: Removed): Promise<boolean> {
    return systemTransaction(async (tx) => {
      const [free] = await tx.$queryRaw<unknown[]>`
        SELECT id FROM submission WHERE id = ${submissionId} AND NOT legal_hold FOR SHARE`
      if (free === undefined) return false
      await store.delete([storageKey, `staging/${id.replace(/^doc_/, 'upl_')}`])
      await tx.document.update({ where: { id }, data: { storageKey: `deleted/${id}` } })
      return true
    })
  }

  async function all(sweepBatch: () => Promise<Batch>): Promise<number> {
    let total = 0
    while (!isStopped()) {
      const { found, swept } = await sweepBatch()
      total += swept
      if (found < BATCH) break
    }
    return total
  }

  return { uploads: await all(sweepExpired), documents: await all(sweepRemoved) }
}
