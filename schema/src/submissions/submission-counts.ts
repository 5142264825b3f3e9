// The query `submissionCounts`: submissions by status, for an inbox. Loaded by schema.ts.

import { SubmissionStatus } from '@latchkey/prisma'
import { builder } from '../builder.ts'
import { listOf } from '../graphql/complexity.ts'
import { shownStatus } from './broker-view.ts'
import { SubmissionFilter, submissionWhere } from './submission-filter.ts'
import { SubmissionStatusEnum } from './submission-status.ts'

interface Count {
  readonly status: SubmissionStatus
  readonly count: number
}

const STATUSES = Object.values(SubmissionStatus)

const SubmissionCount = builder.objectRef<Count>('SubmissionCount').implement({
  description: 'The number of submissions with a status.',
  fields: (t) => ({
    status: t.expose('status', { type: SubmissionStatusEnum, description: 'The status, as you see it.' }),
    count: t.exposeInt('count', { description: 'Number of submissions with this status.' }),
  }),
})

builder.queryField('submissionCounts', (t) =>
  t.field({
    type: [SubmissionCount],
    complexity: listOf(STATUSES.length),
    description:
      'Number of submissions by status, zero included. A BROKER key counts those of its relationship.',
    args: {
      filter: t.arg({ type: SubmissionFilter, description: 'Counts only matching submissions.' }),
    },
    resolve: async (_root, { filter }, { db, principal }) => {
      const where = submissionWhere(principal, filter)
      const rows = await db.submission.groupBy({ by: ['status'], where, _count: true })
      const counts = new Map<SubmissionStatus, number>()
      for (const { status, _count } of rows) {
        const shown = shownStatus(principal, status)
        counts.set(shown, (counts.get(shown) ?? 0) + _count)
      }
      return STATUSES.filter((status) => shownStatus(principal, status) === status).map((status) => ({
        status,
        count: counts.get(status) ?? 0,
      }))
    },
  }),
)
