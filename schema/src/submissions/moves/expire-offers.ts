// expireOffers, warnOfExpiry: mark offers as EXPIRED, and tell the broker before. Used by a recurring job.

import { lockSubmissionRow } from '../move-submission.ts'
import { expireOverdueOffers, statusAfterOffers } from '../offers/open-offers.ts'
import { type DueOptions, eachDue } from './each-due.ts'
import { type SystemMoves, systemMove } from './system-move.ts'

/** The mail before the expiry comes this long before it, but not in the first half of the offer's life. */
const WARNING = '48 hours'

/** Resolves with the number of submissions that changed. */
export function expireOffers(options: SystemMoves & DueOptions): Promise<number> {
  const { prisma } = options
  const due = (after: string, limit: number) => prisma.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT submission_id AS id FROM offer
    WHERE status = 'OFFERED' AND expires_at <= app_now() AND submission_id > ${after}
    ORDER BY id LIMIT ${limit}`
  return eachDue(due, options, (submissionId) =>
    systemMove(options, submissionId, 'expireOffers', async (state) => {
      const events = await expireOverdueOffers(state)
      return events.length === 0 ? null : { status: await statusAfterOffers(state), events }
    }),
  )
}

/** One mail per submission and expiry. Resolves with the number of submissions. */
export function warnOfExpiry(options: SystemMoves & DueOptions): Promise<number> {
  const { prisma, systemTransaction, enqueue } = options
  const due = (after: string, limit: number) => prisma.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT submission_id AS id FROM offer
    WHERE status = 'OFFERED' AND expires_at > app_now() AND expires_at <= app_now() + ${WARNING}::interval
      AND warned_of IS DISTINCT FROM expires_at
      AND expires_at <= app_now() + least(${WARNING}::interval, (expires_at - created_at) / 2)
      AND submission_id > ${after}
    ORDER BY id LIMIT ${limit}`
  return eachDue(due, options, (submissionId) =>
    systemTransaction(async (tx) => {
      await lockSubmissionRow(tx, submissionId)
      const warned = await tx.$executeRaw`
        UPDATE offer SET warned_of = expires_at
        WHERE submission_id = ${submissionId} AND status = 'OFFERED' AND expires_at > app_now()
          AND warned_of IS DISTINCT FROM expires_at
          AND expires_at <= app_now() + least(${WARNING}::interval, (expires_at - created_at) / 2)`
      if (warned === 0) return false
      await enqueue(tx, 'submissionMail', { notice: 'OFFER_EXPIRING', submissionId, actorId: null })
      return true
    }),
  )
}
