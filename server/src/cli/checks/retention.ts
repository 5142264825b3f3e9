// Doctor check of the retention periods: what is due is erased.

import type { PrismaClient } from '@latchkey/prisma'
import { countOverdue, type RetentionPeriods } from '@latchkey/schema/retention/due-for-erasure.ts'
import { type Finding, failed, passed } from './finding.ts'

/** The job runs every hour. */
const LATE_DAYS = 1

export async function checkRetention(prisma: PrismaClient, periods: RetentionPeriods): Promise<Finding> {
  const late = await countOverdue(prisma, periods, LATE_DAYS)
  if (late > 0)
    return failed(
      'retention',
      `${late} submissions should have been erased more than a day ago. Start a server without WORKERS=false, and check its log. To list them, run: npx -y pnpm@12 admin retention list --days 0`,
    )
  const { draftDays, closedMonths } = periods
  const drafts = draftDays === 0 ? 'never' : `after ${draftDays} days`
  const closed = closedMonths === 0 ? 'never' : `after ${closedMonths} months`
  return passed('retention', `drafts are erased ${drafts}, closed submissions ${closed}`)
}
