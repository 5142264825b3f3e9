// sweepUploads: deletes uploads that became no document in time, and the content of removed documents.

import type { PrismaClient } from '@latchkey/prisma'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import type { BlobStore } from './blob-store.ts'

const BATCH = 100

export interface SweepOptions {
  readonly prisma: PrismaClient
  readonly store: BlobStore
  /** Stops the sweep before the next batch. */
  readonly isStopped?: () => boolean
}

interface Swept {
  readonly uploads: number
  readonly documents: number
}

export async function sweepUploads({ prisma, store, isStopped = () => false }: SweepOptions): Promise<Swept> {
  const systemTransaction = createSystemTransaction(prisma)
  await store.tidy()

  /** A request that completes an upload may still run: it started before the upload expired. */
  async function sweepExpired(): Promise<number> {
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
    return expired.length
  }

  async function sweepRemoved(): Promise<number> {
    const removed = await prisma.document.findMany({
      where: {
        status: 'REMOVED',
        NOT: { storageKey: { startsWith: 'deleted/' } },
        submission: { legalHold: false },
      },
      select: { id: true, storageKey: true },
      take: BATCH,
    })
    for (const { id, storageKey } of removed) {
      await store.delete([storageKey, `staging/${id.replace(/^doc_/, 'upl_')}`])
      await systemTransaction((tx) =>
        tx.document.update({ where: { id }, data: { storageKey: `deleted/${id}` } }),
      )
    }
    return removed.length
  }

  async function all(sweepBatch: () => Promise<number>): Promise<number> {
    let total = 0
    while (!isStopped()) {
      const count = await sweepBatch()
      total += count
      if (count < BATCH) break
    }
    return total
  }

  return { uploads: await all(sweepExpired), documents: await all(sweepRemoved) }
}
