// createDeleteFilesJob: deletes the files of an erased submission, after the commit of the erasure. Used by server.ts.

import type { Database } from '@latchkey/prisma'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import type { Log } from '../observability/log.ts'
import type { BlobStore } from '../storage/blob-store.ts'
import { JobFailed, type RunJob } from './job-queue.ts'

interface DeleteFilesOptions {
  readonly database: Pick<Database, 'prisma'>
  readonly blobs: BlobStore
  readonly log: Log
}

/** Deletes again what is deleted already, so it can be interrupted and repeated. */
export function createDeleteFilesJob({ database, blobs, log }: DeleteFilesOptions): RunJob<'deleteFiles'> {
  const { prisma } = database
  const systemTransaction = createSystemTransaction(prisma)

  async function deleteFiles(submissionId: string): Promise<void> {
    const submission = { id: submissionId, erasedAt: { not: null } }
    const documents = await prisma.document.findMany({
      where: { submission, NOT: { storageKey: { startsWith: 'deleted/' } } },
      select: { id: true, storageKey: true },
    })
    for (const { id, storageKey } of documents) {
      const upload = id.replace(/^doc_/, 'upl_')
      await blobs.delete([storageKey, `staging/${upload}`, ...(await blobs.list(`documents/${upload}`))])
      await systemTransaction((tx) =>
        tx.document.update({ where: { id }, data: { storageKey: `deleted/${id}` } }),
      )
    }
    // The rows stay until sweepUploads: a client can still send bytes to an address that S3 has signed.
    const uploads = await prisma.upload.findMany({
      where: { submission },
      select: { id: true, storageKey: true },
    })
    for (const { id, storageKey } of uploads)
      await blobs.delete([storageKey, ...(await blobs.list(`documents/${id}`))])
  }

  return async ({ submissionId }, { isLast }) => {
    try {
      await deleteFiles(submissionId)
    } catch (err) {
      if (isLast)
        log.error({ err, submissionId }, 'deleting the files of an erased submission failed: giving up')
      else log.warn({ err, submissionId }, 'deleting the files of an erased submission failed: retrying')
      throw new JobFailed('The files of an erased submission could not be deleted.')
    }
  }
}
