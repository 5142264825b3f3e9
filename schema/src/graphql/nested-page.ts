// nestedPages and rowsById: lists below many parents in a fixed number of statements. Used by lists of submissions.

import { Prisma } from '@latchkey/prisma'
import type { Context } from '../context.ts'
import { batched } from './batch.ts'
import type { Keyset, PageReads } from './connection.ts'

interface Range {
  readonly parentId: string
  readonly after: string | null
  readonly before: string | null
  readonly isInclusive: boolean
  readonly isNewestFirst: boolean
  /** Null: no limit. */
  readonly take: number | null
}

interface NestedPages {
  /** The ids of a page, in the order of the page. */
  ids(context: Context, parentId: string, page: Parameters<PageReads['find']>[0]): Promise<string[]>
  count(context: Context, parentId: string, keyset: Keyset, take?: number): Promise<number>
}

/**
 * Parents of one list have the same range, so PostgreSQL reads all their pages in one statement.
 * @param idsOf `SELECT id … WHERE …`: the rows below the parent `s.id` that the caller may see
 */
export function nestedPages(idsOf: (context: Context) => Prisma.Sql): NestedPages {
  const rowsIn = (context: Context, { after, before, isInclusive }: Range) => {
    const [less, greater] = isInclusive ? [Prisma.sql`<=`, Prisma.sql`>=`] : [Prisma.sql`<`, Prisma.sql`>`]
    return Prisma.sql`${idsOf(context)}
      ${after === null ? Prisma.empty : Prisma.sql`AND id ${less} ${after}`}
      ${before === null ? Prisma.empty : Prisma.sql`AND id ${greater} ${before}`}`
  }

  const loadIds = batched(async (context: Context, ranges: readonly Range[]) => {
    const found = new Map<Range, string[]>()
    for (const [range, group] of groupsOf(ranges)) {
      const rows = await context.db.$queryRaw<{ parent: string; id: string }[]>`
        SELECT s.id AS parent, e.id FROM unnest(${parentIds(group)}::text[]) AS s (id)
        CROSS JOIN LATERAL (${rowsIn(context, range)}
          ORDER BY id ${range.isNewestFirst ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${range.take}::int) AS e`
      const byParent = Map.groupBy(rows, ({ parent }) => parent)
      for (const one of group)
        found.set(
          one,
          (byParent.get(one.parentId) ?? []).map(({ id }) => id),
        )
    }
    return ranges.map((range) => found.get(range) ?? [])
  })

  const loadCount = batched(async (context: Context, ranges: readonly Range[]) => {
    const found = new Map<Range, number>()
    for (const [range, group] of groupsOf(ranges)) {
      const rows = await context.db.$queryRaw<{ parent: string; count: number }[]>`
        SELECT s.id AS parent, e.count FROM unnest(${parentIds(group)}::text[]) AS s (id)
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS count FROM (${rowsIn(context, range)} LIMIT ${range.take}::int) AS seen) AS e`
      const counts = new Map(rows.map(({ parent, count }) => [parent, count]))
      for (const one of group) found.set(one, counts.get(one.parentId) ?? 0)
    }
    return ranges.map((range) => found.get(range) ?? 0)
  })

  return {
    ids: (context, parentId, { keyset, orderBy, take }) =>
      loadIds(context, { parentId, ...boundsOf(keyset), isNewestFirst: orderBy.id === 'desc', take }),
    count: (context, parentId, keyset, take) =>
      loadCount(context, { parentId, ...boundsOf(keyset), isNewestFirst: true, take: take ?? null }),
  }
}

/** Loads rows by id, in one statement for all parents with the same selection. Keeps the order of `ids`. */
export function rowsById<Row extends { readonly id: string }>(
  load: (context: Context, ids: string[], selection: object) => Promise<Row[]>,
): (context: Context, ids: readonly string[], selection?: object) => Promise<Row[]> {
  type Key = { readonly id: string; readonly selection: object }
  const loadRow = batched(async (context: Context, keys: readonly Key[]) => {
    const found = new Map<Key, Row>()
    for (const group of Map.groupBy(keys, ({ selection }) => JSON.stringify(selection)).values()) {
      const ids = [...new Set(group.map(({ id }) => id))]
      const rows = await load(context, ids, group[0]?.selection ?? {})
      const byId = new Map(rows.map((row) => [row.id, row]))
      for (const key of group) {
        const row = byId.get(key.id)
        if (row !== undefined) found.set(key, row)
      }
    }
    return keys.map((key) => found.get(key) ?? null)
  })
  return async (context, ids, selection = {}) => {
    const rows = await Promise.all(ids.map((id) => loadRow(context, { id, selection })))
    return rows.filter((row) => row !== null)
  }
}

function groupsOf(ranges: readonly Range[]): [Range, Range[]][] {
  const groups = Map.groupBy(ranges, ({ parentId: _id, ...range }) => JSON.stringify(range))
  return [...groups.values()].flatMap((group): [Range, Range[]][] => {
    const [range] = group
    return range === undefined ? [] : [[range, group]]
  })
}

function parentIds(ranges: readonly Range[]): string[] {
  return [...new Set(ranges.map(({ parentId }) => parentId))]
}

function boundsOf({ id = {} }: Keyset) {
  return {
    after: id.lt ?? id.lte ?? null,
    before: id.gt ?? id.gte ?? null,
    isInclusive: id.lte !== undefined || id.gte !== undefined,
  }
}
