// Relay connections, newest first, keyset pagination on the time-sortable id. Used by all lists.

import type { Environment } from '@latchkey/prisma'
import type { ObjectRef } from '@pothos/core'
import { queryFromInfo } from '@pothos/plugin-prisma'
import type { GraphQLResolveInfo } from 'graphql'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Issues } from '../validation/issues.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './complexity.ts'
import { type IdentifiedType, typeOfId } from './ids.ts'

interface Row {
  readonly id: string
}

interface Page {
  readonly rows: readonly Row[]
  readonly environment: Environment
  readonly hasNextPage: () => Promise<boolean>
  readonly hasPreviousPage: () => Promise<boolean>
  readonly count: () => Promise<number>
}

export interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

export type Keyset = { readonly id?: { lt?: string; lte?: string; gt?: string; gte?: string } }

/** The queries of one list. The list adds the tenant scope and its filter to each. */
export interface PageReads {
  readonly find: (page: {
    readonly keyset: Keyset
    readonly orderBy: { readonly id: 'asc' | 'desc' }
    readonly take: number
  }) => Promise<Row[]>
  /** Counts the rows within `keyset`, up to `take`. */
  readonly count: (keyset: Keyset, take?: number) => Promise<number>
}

/** The Prisma selection for the nodes below a list. Typed as `object` so that the row type stays complete. */
export function selectionOf(context: Context, info: GraphQLResolveInfo): object {
  return queryFromInfo({ context, info, paths: [['edges', 'node'], ['nodes']] })
}

/** The connection already multiplies the selection below it, so `edges` and `nodes` do not multiply again. */
const IN_PAGE = { field: 1, multiplier: 1 }

export const pageArguments = builder.args((t) => ({
  first: t.int({
    description: `Page size, 1 to ${MAX_PAGE_SIZE}, counted from the newest item. Default: ${DEFAULT_PAGE_SIZE}.`,
  }),
  after: t.string({
    description: 'A cursor. Only items after it: the `endCursor` of a page gives the next page.',
  }),
  last: t.int({
    description: `Page size, 1 to ${MAX_PAGE_SIZE}, counted from the oldest item. Not together with \`first\`.`,
  }),
  before: t.string({
    description:
      'A cursor. Only items before it: the `startCursor` of a page, with `last`, gives the previous page.',
  }),
}))

export async function readPage(
  type: IdentifiedType,
  context: Context,
  args: PageArguments,
  read: PageReads,
): Promise<Page> {
  const { environment } = context.principal
  const issues = new Issues()
  const { size, isForward } = checkSize(issues, args)
  const [after, before] = (['after', 'before'] as const).map((name) => {
    const cursor = args[name] ?? null
    const id = cursor === null ? null : decodeCursor(type, environment, cursor)
    if (cursor !== null && id === null)
      issues.add(
        name,
        'INVALID_CURSOR',
        'This is not a cursor of this list. Use a cursor from `pageInfo` or `edges`.',
      )
    return id
  })
  issues.throwIfAny()
  // One extra row shows whether the list continues in this direction.
  const found = await read.find({
    keyset: keysetOf({ ...(after == null ? {} : { lt: after }), ...(before == null ? {} : { gt: before }) }),
    orderBy: { id: isForward ? 'desc' : 'asc' },
    take: size + 1,
  })
  const hasMore = found.length > size
  const rows = isForward ? found.slice(0, size) : found.slice(0, size).reverse()
  const [first, last] = [rows[0], rows.at(-1)]
  const exists = async (id: NonNullable<Keyset['id']>) => (await read.count(keysetOf(id), 1)) > 0
  return {
    rows,
    environment,
    // Without a cursor on that side, the page reaches the end of the list unless `hasMore` is set.
    hasNextPage: memoized(async () => {
      if (isForward && hasMore) return true
      return before != null && exists(last === undefined ? { lte: before } : { lt: last.id })
    }),
    hasPreviousPage: memoized(async () => {
      if (!isForward && hasMore) return true
      return after != null && exists(first === undefined ? { gte: after } : { gt: first.id })
    }),
    count: memoized(() => read.count({})),
  }
}

function checkSize(issues: Issues, { first, last, before }: PageArguments) {
  if (first != null && last != null) issues.add('last', 'INVALID_PAGE', 'Use `first` or `last`, not both.')
  // `before` alone requests the page that ends at the cursor.
  const isForward = first != null || (last == null && before == null)
  const size = first ?? last ?? DEFAULT_PAGE_SIZE
  for (const [name, given] of Object.entries({ first, last }))
    if (given != null && (given < 1 || given > MAX_PAGE_SIZE))
      issues.add(name, 'INVALID_PAGE', `Must be from 1 to ${MAX_PAGE_SIZE}.`)
  return { size, isForward }
}

function keysetOf(id: NonNullable<Keyset['id']>): Keyset {
  return Object.keys(id).length === 0 ? {} : { id }
}

/** Aliases of one field share one read. */
function memoized<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null
  return () => {
    result ??= read()
    return result
  }
}

const PageInfo = builder.objectRef<Page>('PageInfo').implement({
  description: 'Cursors of a page, and whether the list has more items.',
  fields: (t) => ({
    hasNextPage: t.boolean({
      complexity: 1,
      description: 'Whether the list has items after this page.',
      resolve: (page) => page.hasNextPage(),
    }),
    hasPreviousPage: t.boolean({
      complexity: 1,
      description: 'Whether the list has items before this page.',
      resolve: (page) => page.hasPreviousPage(),
    }),
    startCursor: t.string({
      nullable: true,
      description: 'Pass it as `before`, with `last`, to get the previous page. Null when the page is empty.',
      resolve: ({ rows, environment }) => cursorOf(environment, rows[0]),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'Pass it as `after`, with `first`, to get the next page. Null when the page is empty.',
      resolve: ({ rows, environment }) => cursorOf(environment, rows.at(-1)),
    }),
  }),
})

type Ref<T> = ObjectRef<(typeof builder)['$inferSchemaTypes'], T>

/** Defines the types `<name>Connection` and `<name>Edge` for a list of `node`. */
export function connectionOf(name: string, node: Ref<Row>): Ref<Page> {
  const edge = builder.objectRef<{ node: Row; environment: Environment }>(`${name}Edge`).implement({
    description: `An item of a list of ${name}s, with its cursor.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Pass it as `after` or `before`. Opaque; valid in one environment.',
        resolve: (parent) => encodeCursor(parent.environment, parent.node.id),
      }),
      node: t.field({ type: node, description: `The ${name}.`, resolve: (parent) => parent.node }),
    }),
  })
  return builder.objectRef<Page>(`${name}Connection`).implement({
    description: `A page of a list of ${name}s, newest first.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        complexity: IN_PAGE,
        description: 'Items of the page, each with its cursor.',
        resolve: ({ rows, environment }) => rows.map((node) => ({ node, environment })),
      }),
      nodes: t.field({
        type: [node],
        complexity: IN_PAGE,
        description: 'Items of the page, without cursors.',
        resolve: ({ rows }) => [...rows],
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Cursors of the page, and whether the list has more items.',
        resolve: (page) => page,
      }),
      totalCount: t.int({
        complexity: 1,
        description: 'Number of items in all pages. Computed only when selected.',
        resolve: (page) => page.count(),
      }),
    }),
  })
}

function cursorOf(environment: Environment, row: Row | undefined): string | null {
  return row === undefined ? null : encodeCursor(environment, row.id)
}

// A cursor contains its environment, so the server rejects a cursor of the other environment.
function encodeCursor(environment: Environment, id: string): string {
  return Buffer.from(`${environment}:${id}`).toString('base64url')
}

function decodeCursor(type: IdentifiedType, environment: Environment, cursor: string): string | null {
  const [of, id = ''] = Buffer.from(cursor, 'base64url').toString().split(':')
  return of === environment && typeOfId(id) === type && encodeCursor(environment, id) === cursor ? id : null
}
