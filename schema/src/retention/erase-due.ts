// eraseDue: erases the submissions whose retention period is over. Used by the retention job.

import type { PrismaClient } from '@latchkey/prisma'
import { SYSTEM_ACTOR } from '../events/record-event.ts'
import type { Enqueue } from '../jobs.ts'
import { createSystemTransaction } from '../transaction/transaction.ts'
import { findDue, findReason, type RetentionPeriods } from './due-for-erasure.ts'
import { eraseData, lockForErasure } from './erase-data.ts'

interface Options {
  readonly prisma: PrismaClient
  readonly enqueue: Enqueue
  readonly periods: RetentionPeriods
  /** The most submissions of one call. */
  readonly limit?: number
  /** Stops before the next submission. */
  readonly isStopped?: () => boolean
  readonly onFailure?: (id: string, error: unknown) => void
}

interface Erased {
  readonly erased: number
  /** Submissions that could not be erased now. The next call tries them again. */
  readonly failed: number
}

const BATCH = 100

/** One transaction for each submission, which checks under the lock that it is still due. */
export async function eraseDue({
  prisma,
  enqueue,
  periods,
  limit = 1_000,
  isStopped = () => false,
  onFailure = () => undefined,
}: Options): Promise<Erased> {
  const systemTransaction = createSystemTransaction(prisma)
  const eraseIfDue = (id: string) =>
    systemTransaction(async (tx) => {
      const submission = await lockForErasure(tx, id)
      const reason = await findReason(tx, periods, id)
      if (reason === null) return 0
      await eraseData(tx, enqueue, submission, { actor: SYSTEM_ACTOR, reason })
      return 1
    })

  let [erased, failed, after] = [0, 0, '']
  while (erased + failed < limit) {
    const due = await findDue(prisma, periods, { after, take: Math.min(BATCH, limit - erased - failed) })
    for (const { id } of due) {
      if (isStopped()) return { erased, failed }
      try {
        erased += await eraseIfDue(id)
      } catch (error) {
        // Such as a row that another transaction locks. One submission must not keep the others from being erased.
        failed += 1
        onFailure(id, error)
      }
    }
    const last = due.at(-1)
    if (last === undefined) break
    after = last.id
  }
  return { erased, failed }
}
