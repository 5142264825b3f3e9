// readTimeline: pages of the events of submissions, one statement for a whole list. Used by submissions.

import { Prisma } from '@latchkey/prisma'
import type { Context } from '../context.ts'
import { batched } from '../graphql/batch.ts'
import { type PageArguments, readPage } from '../graphql/connection.ts'

interface Range {
  readonly submissionId: string
  readonly after: string | null
  readonly before: string | null
  readonly isInclusive: boolean
  readonly isNewestFirst: boolean
  /** Null: no limit. */
  readonly take: number | null
}

/** Submissions of one list have the same range, so PostgreSQL reads all their pages in one statement. */
async function readIds(context: Context, ranges: readonly Range[]): Promise<string[][]> {
  const result = new Map<Range, string[]>()
  for (const group of Map.groupBy(ranges, rangeName).values()) {
    const [range] = group
    if (range === undefined) continue
    const rows = await context.db.$queryRaw<{ submission: string; id: string }[]>`
      SELECT s.id AS submission, e.id FROM unnest(${submissionIds(group)}::text[]) AS s (id)
      CROSS JOIN LATERAL (${eventsOf(context, range)}
        ORDER BY id ${range.isNewestFirst ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${range.take}::int) AS e`
    const ids = Map.groupBy(rows, ({ submission }) => submission)
    for (const one of group)
      result.set(
        one,
        (ids.get(one.submissionId) ?? []).map(({ id }) => id),
      )
  }
  return ranges.map((range) => result.get(range) ?? [])
}

async function countIds(context: Context, ranges: readonly Range[]): Promise<number[]> {
  const result = new Map<Range, number>()
  for (const group of Map.groupBy(ranges, rangeName).values()) {
    const [range] = group
    if (range === undefined) continue
    const rows = await context.db.$queryRaw<{ submission: string; count: number }[]>`
      SELECT s.id AS submission, e.count FROM unnest(${submissionIds(group)}::text[]) AS s (id)
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS count FROM (${eventsOf(context, range)} LIMIT ${range.take}::int) AS seen) AS e`
    const counts = new Map(rows.map(({ submission, count }) => [submission, count]))
    for (const one of group) result.set(one, counts.get(one.submissionId) ?? 0)
  }
  return ranges.map((range) => result.get(range) ?? 0)
}

/** The events of submission `s.id` that the caller may see. The same condition as tenantScope.event. */
function eventsOf({ principal }: Context, { after, before, isInclusive }: Range): Prisma.Sql {
  const [less, greater] = isInclusive ? [Prisma.sql`<=`, Prisma.sql`>=`] : [Prisma.sql`<`, Prisma.sql`>`]
  const own =
    principal.kind === 'BROKER'
      ? Prisma.sql`relationship_id = ${principal.relationshipId} AND broker_visible`
      : Prisma.sql`funder_id = ${principal.funderId} AND environment = ${principal.environment}::"Environment"`
  return Prisma.sql`
    SELECT id FROM event WHERE submission_id = s.id AND ${own}
      ${after === null ? Prisma.empty : Prisma.sql`AND id ${less} ${after}`}
      ${before === null ? Prisma.empty : Prisma.sql`AND id ${greater} ${before}`}`
}

function rangeName({ submissionId: _id, ...range }: Range): string {
  return JSON.stringify(range)
}

function submissionIds(ranges: readonly Range[]): string[] {
  return [...new Set(ranges.map(({ submissionId }) => submissionId))]
}

const loadIds = batched(readIds)
const loadCount = batched(countIds)
const loadEvent = batched(async ({ db }: Context, ids: readonly string[]) => {
  const rows = await db.event.findMany({ where: { id: { in: [...new Set(ids)] } } })
  const events = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => events.get(id) ?? null)
})

/** A page of the events of one visible submission, each side as it may. */
export function readTimeline(context: Context, submissionId: string, args: PageArguments) {
  return readPage('Event', context, args, {
    find: async ({ keyset, orderBy, take }) => {
      const isNewestFirst = orderBy.id === 'desc'
      const ids = await loadIds(context, { submissionId, ...boundsOf(keyset.id), isNewestFirst, take })
      const events = await Promise.all(ids.map((id) => loadEvent(context, id)))
      return events.filter((event) => event !== null)
    },
    count: (keyset, take = undefined) =>
      loadCount(context, {
        submissionId,
        ...boundsOf(keyset.id),
        isNewestFirst: true,
        take: take ?? null,
      }),
  })
}

function boundsOf(id: { lt?: string; lte?: string; gt?: string; gte?: string } = {}) {
  return {
    after: id.lt ?? id.lte ?? null,
    before: id.gt ?? id.gte ?? null,
    isInclusive: id.lte !== undefined || id.gte !== undefined,
  }
}
