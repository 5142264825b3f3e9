// Finds the submissions that are due for erasure. Used by the retention job and latchkey-admin.

import { Prisma, type PrismaClient } from '@latchkey/prisma'

export interface RetentionPeriods {
  /** Days after the last change of a draft. 0: never. */
  readonly draftDays: number
  /** Months after a submission was declined, withdrawn or funded. 0: never. */
  readonly closedMonths: number
}

type RetentionReason = 'UNCHANGED_DRAFT' | 'CLOSED'

interface Due {
  readonly id: string
  readonly reason: RetentionReason
  readonly dueAt: Date
}

interface Listed {
  readonly id: string
  readonly reason: RetentionReason | 'LEGAL_HOLD'
  /** Null under a legal hold. */
  readonly dueAt: Date | null
}

interface Page {
  readonly after: string
  readonly take: number
}

/** A subquery, because no index can serve a comparison with a volatile function. */
const NOW = Prisma.sql`(SELECT app_now())`

/**
 * What is due within `days`: a draft without changes and new documents, a closed submission. Not what is erased, or under
 * a legal hold. The literals are those of the partial indexes.
 */
function dueWithin({ draftDays, closedMonths }: RetentionPeriods, days: number): Prisma.Sql {
  return Prisma.sql`
    SELECT id, reason, "dueAt" FROM (
      SELECT id, 'UNCHANGED_DRAFT' AS reason,
        greatest(updated_at, (SELECT max(created_at) FROM document d WHERE d.submission_id = s.id))
          + make_interval(days => ${draftDays}::int) AS "dueAt"
      FROM submission s
      WHERE status = 'DRAFT' AND erased_at IS NULL AND NOT legal_hold AND ${draftDays}::int > 0
        AND updated_at <= ${NOW} + make_interval(days => ${days}::int - ${draftDays}::int)
      UNION ALL
      SELECT id, 'CLOSED', status_changed_at + make_interval(months => ${closedMonths}::int)
      FROM submission
      WHERE status IN ('DECLINED', 'WITHDRAWN', 'FUNDED') AND erased_at IS NULL AND NOT legal_hold
        AND ${closedMonths}::int > 0
        -- Adding months and subtracting them differ by up to three days. The outer condition is exact.
        AND status_changed_at <= ${NOW} + make_interval(months => -${closedMonths}::int, days => ${days}::int + 4)
    ) AS due
    WHERE "dueAt" <= ${NOW} + make_interval(days => ${days}::int)`
}

export function findDue(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  periods: RetentionPeriods,
  { after, take }: Page,
): Promise<Due[]> {
  return prisma.$queryRaw<Due[]>`
    SELECT * FROM (${dueWithin(periods, 0)}) AS due WHERE id > ${after} ORDER BY id LIMIT ${take}`
}

/** Null: not due, or no longer. */
export async function findReason(
  tx: Pick<PrismaClient, '$queryRaw'>,
  periods: RetentionPeriods,
  id: string,
): Promise<RetentionReason | null> {
  const rows = await tx.$queryRaw<Due[]>`SELECT * FROM (${dueWithin(periods, 0)}) AS due WHERE id = ${id}`
  return rows[0]?.reason ?? null
}

/** What is due within `days`, and what a legal hold keeps. */
export function listRetention(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  periods: RetentionPeriods,
  { days, after, take }: Page & { readonly days: number },
): Promise<Listed[]> {
  return prisma.$queryRaw<Listed[]>`
    SELECT * FROM (
      ${dueWithin(periods, days)}
      UNION ALL
      SELECT id, 'LEGAL_HOLD', NULL FROM submission WHERE legal_hold
    ) AS listed
    WHERE id > ${after} ORDER BY id LIMIT ${take}`
}

/** How many submissions should have been erased more than `days` days ago. */
export async function countOverdue(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  periods: RetentionPeriods,
  days: number,
): Promise<number> {
  const rows = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${dueWithin(periods, -days)}) AS due`
  return rows[0]?.count ?? 0
}
