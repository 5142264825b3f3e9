// readTimeline: pages of the events of submissions, one statement for a whole list. Used by submissions.

import { Prisma } from '@latchkey/prisma'
import type { Context } from '../context.ts'
import { type PageArguments, readPage } from '../graphql/connection.ts'
import { nestedPages, rowsById } from '../graphql/nested-page.ts'

/** The events of submission `s.id` that the caller may see. The same condition as tenantScope.event. */
const pages = nestedPages(({ principal }) => {
  const own =
    principal.kind === 'BROKER'
      ? Prisma.sql`relationship_id = ${principal.relationshipId} AND broker_visible`
      : Prisma.sql`funder_id = ${principal.funderId} AND environment = ${principal.environment}::"Environment"`
  return Prisma.sql`SELECT id FROM event WHERE submission_id = s.id AND ${own}`
})

const loadEvents = rowsById(({ db }, ids) => db.event.findMany({ where: { id: { in: ids } } }))

/** A page of the events of one visible submission, each side as it may. */
export function readTimeline(context: Context, submissionId: string, args: PageArguments) {
  return readPage('Event', context, args, {
    find: async (page) => loadEvents(context, await pages.ids(context, submissionId, page)),
    count: (keyset, take) => pages.count(context, submissionId, keyset, take),
  })
}
