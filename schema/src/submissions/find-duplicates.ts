// checkDuplicates: finds submissions with the same tax id. Used by submitSubmission.

import { type Submission, SubmissionStatus } from '@latchkey/prisma'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'

const CLOSED = ['DRAFT', 'FUNDED', 'DECLINED', 'WITHDRAWN'] as const
const OPEN = Object.values(SubmissionStatus).filter((status) => !CLOSED.some((closed) => closed === status))

const HOLD_WINDOW_MS = 30 * 86_400_000

interface Duplicates {
  /** The latest closed submission of the same broker for the same company. */
  readonly previousSubmissionId: string | null
  /** Another broker submitted the same company within 30 days. */
  readonly mustHold: boolean
}

/**
 * Locks the tax id within funder and environment until the commit, so that of simultaneous submits each sees the
 * ones before it. Throws DUPLICATE_SUBMISSION while an earlier submission of the same broker is open.
 */
export async function checkDuplicates(
  tx: Transaction,
  submission: Submission,
  now: Date,
): Promise<Duplicates> {
  const { id, funderId, environment, relationshipId, taxIdHash } = submission
  if (taxIdHash === null) return { previousSubmissionId: null, mustHold: false }
  const lock = `tax id ${funderId} ${environment} ${Buffer.from(taxIdHash).toString('hex')}`
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`
  const same = { funderId, environment, taxIdHash, id: { not: id } }
  const open = await tx.submission.findFirst({ where: { ...same, relationshipId, status: { in: OPEN } } })
  if (open !== null) {
    throw new Problem(
      'DUPLICATE_SUBMISSION',
      `Your submission ${open.id} for the same company is still open. Update or withdraw that one first.`,
      [{ path: 'id', code: 'DUPLICATE_SUBMISSION', message: open.id }],
    )
  }
  // Locked: an erasure in progress removes the hash, or finds the link that this submission gets.
  const [previous] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM submission
    WHERE funder_id = ${funderId} AND environment = ${environment}::"Environment" AND tax_id_hash = ${taxIdHash}
      AND id <> ${id} AND relationship_id = ${relationshipId} AND submitted_at IS NOT NULL
    ORDER BY submitted_at DESC LIMIT 1 FOR KEY SHARE`
  const others = await tx.submission.count({
    where: {
      ...same,
      relationshipId: { not: relationshipId },
      submittedAt: { gt: new Date(now.getTime() - HOLD_WINDOW_MS) },
    },
    take: 1,
  })
  return { previousSubmissionId: previous?.id ?? null, mustHold: others > 0 }
}
