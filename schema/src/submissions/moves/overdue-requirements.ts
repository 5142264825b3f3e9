// noticeOverdue: writes requirement.overdue once per requirement, after its due date. Used by a recurring job.

import type { SubmissionStatus } from '@latchkey/prisma'
import { UNANSWERED } from '../requirements/move-requirement.ts'
import { type DueOptions, eachDue } from './each-due.ts'
import { type SystemMoves, systemMove } from './system-move.ts'

/** The statuses in which the broker can respond. */
const WAITING: readonly SubmissionStatus[] = ['INFO_REQUESTED', 'APPROVED']

/** In these statuses nobody waits for a response: the requirement is marked, so that it is not found again. */
const CLOSED: readonly SubmissionStatus[] = ['FUNDED', 'DECLINED', 'WITHDRAWN']

/** Resolves with the number of submissions that have a new event. */
export function noticeOverdue(options: SystemMoves & DueOptions): Promise<number> {
  const { prisma, systemTransaction } = options
  const due = (after: string, limit: number) => prisma.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT s.id FROM requirement r JOIN submission s ON s.id = r.submission_id
    WHERE r.status IN ('OPEN', 'REJECTED') AND r.overdue_at IS NULL AND r.due_at <= app_now()
      AND s.status = ANY (${[...WAITING, ...CLOSED]}::"SubmissionStatus"[]) AND s.erased_at IS NULL AND s.id > ${after}
    ORDER BY s.id LIMIT ${limit}`
  const unnoticed = { status: { in: UNANSWERED }, overdueAt: null }
  return eachDue(due, options, async (submissionId) => {
    const hasChanged = await systemMove(options, submissionId, null, async ({ tx, submission, now }) => {
      if (!WAITING.includes(submission.status)) return null
      const where = { submissionId, ...unnoticed, dueAt: { lte: now } }
      const overdue = await tx.requirement.findMany({ where, orderBy: { id: 'asc' } })
      if (overdue.length === 0) return null
      await tx.requirement.updateMany({ where, data: { overdueAt: now } })
      return { events: overdue.map(({ id }) => ({ type: 'requirement.overdue' as const, subjectId: id })) }
    })
    if (!hasChanged)
      await systemTransaction(
        (tx) => tx.$executeRaw`
          UPDATE requirement r SET overdue_at = app_now() FROM submission s
          WHERE s.id = ${submissionId} AND r.submission_id = s.id AND s.status = ANY (${CLOSED}::"SubmissionStatus"[])
            AND r.status IN ('OPEN', 'REJECTED') AND r.overdue_at IS NULL AND r.due_at <= app_now()`,
      )
    return hasChanged
  })
}
