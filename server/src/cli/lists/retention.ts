// Command `retention list`: lists the submissions that are due for erasure or under a legal hold, without their data.

import { listRetention } from '@latchkey/schema/retention/due-for-erasure.ts'
import { Issues } from '@latchkey/schema/validation/issues.ts'
import type { Parent, Run } from '../command.ts'
import { readAsPlatform } from '../open-database.ts'
import { AFTER, LIMIT, minute, readPage } from './page.ts'

const MOST_DAYS = 3_650

export function addRetentionList(retention: Parent, run: Run): void {
  retention
    .command('list')
    .description(
      'list the submissions whose data is due for erasure, and those that a legal hold keeps, oldest first',
    )
    .option('--days <number>', `what is due within this many days, 0 to ${MOST_DAYS}`, '30')
    .option('--limit <number>', LIMIT, '50')
    .option('--after <id>', AFTER)
    .action(({ days: given, ...page }) =>
      run((config, opened) =>
        readAsPlatform(config, opened, async (prisma) => {
          const days = checkDays(given)
          return readPage(page, {
            name: 'submissions',
            find: async ({ id: { gt: after } }, take) => {
              const listed = await listRetention(prisma, config.retention, { days, after, take })
              const rows = await prisma.submission.findMany({
                where: { id: { in: listed.map(({ id }) => id) } },
                select: SHOWN,
              })
              const byId = new Map(rows.map((row) => [row.id, row]))
              return listed.flatMap((one) => {
                const row = byId.get(one.id)
                return row === undefined ? [] : [{ ...row, ...one }]
              })
            },
            columns: {
              id: ({ id }) => id,
              reason: ({ reason }) => reason,
              due: ({ dueAt }) => minute(dueAt),
              status: ({ status }) => status,
              environment: ({ environment }) => environment,
              funder: ({ relationship }) => relationship.funder.name,
            },
            json: ({ id, reason, dueAt, status, environment, relationship: { funder } }) => ({
              ...{ id, reason, dueAt, status, environment, funder },
            }),
          })
        }),
      ),
    )
}

const SHOWN = {
  ...{ id: true, status: true, environment: true },
  relationship: { select: { funder: { select: { id: true, name: true } } } },
} as const

function checkDays(given: string): number {
  const days = /^\d{1,4}$/.test(given) ? Number(given) : -1
  const issues = new Issues()
  if (days < 0 || days > MOST_DAYS)
    issues.add('days', 'OUT_OF_RANGE', `Pass a number from 0 to ${MOST_DAYS}.`)
  issues.throwIfAny()
  return days
}
