// pageOf: one page of a list, in the order and with the cursors of the server. Used by the models.

import type { PageInfo } from '../../generated/types.ts'

interface Range {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

interface PageOf<Item> {
  readonly nodes: readonly Item[]
  readonly pageInfo: PageInfo
  readonly totalCount: number
}

const DEFAULT_SIZE = 20

/** `items` are newest first. The cursor of an item is its id. */
export function pageOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  { first, after, last, before }: Range,
): PageOf<Item> {
  const indexOf = (cursor: string) => items.findIndex(({ id }) => id === cursor)
  const start = after == null ? 0 : indexOf(after) + 1
  const end = before == null ? items.length : Math.max(indexOf(before), 0)
  const isBackward = first == null && last != null
  const from = isBackward ? Math.max(start, end - last) : start
  const to = isBackward ? end : Math.min(end, start + (first ?? DEFAULT_SIZE))
  const nodes = items.slice(from, to)
  return {
    nodes,
    totalCount: items.length,
    pageInfo: {
      hasPreviousPage: from > 0,
      hasNextPage: to < items.length,
      startCursor: nodes[0]?.id ?? null,
      endCursor: nodes.at(-1)?.id ?? null,
    },
  }
}
