// Lists: Relay connections that go forward, newest first, by keyset on the time-sortable id.

import type { Environment } from '@latchkey/prisma'
import type { ObjectRef } from '@pothos/core'
import { queryFromInfo } from '@pothos/plugin-prisma'
import type { GraphQLResolveInfo } from 'graphql'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { DEFAULT_PAGE, LARGEST_PAGE } from './cost.ts'
import { type IdentifiedType, typeOfId } from './ids.ts'
import { Issues } from './issues.ts'

interface Row {
  readonly id: string
}

interface Page {
  readonly rows: readonly Row[]
  readonly hasNextPage: boolean
  readonly environment: Environment
  readonly count: () => Promise<number>
}

interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

/** What Prisma should load for the nodes that are selected below a list. Typed as nothing: the rows stay whole. */
export function selectionOf(context: Context, info: GraphQLResolveInfo): object {
  return queryFromInfo({ context, info, paths: [['edges', 'node'], ['nodes']] })
}

/** A connection multiplies what is selected below it, so that its lists do not. */
const IN_THE_PAGE = { field: 1, multiplier: 1 }

/** The arguments of every list. */
export const pageArguments = builder.args((t) => ({
  first: t.int({ defaultValue: DEFAULT_PAGE, description: `How many, from 1 to ${LARGEST_PAGE}.` }),
  after: t.string({ description: 'The `endCursor` of the page before.' }),
}))

/** Reads one page. `find` and `count` bring the condition of what is asked for and visible. */
export async function readPage(
  type: IdentifiedType,
  context: Context,
  { first, after }: PageArguments,
  read: {
    readonly find: (keyset: { id?: { lt: string } }, take: number) => Promise<Row[]>
    readonly count: () => Promise<number>
  },
): Promise<Page> {
  const { environment } = context.principal
  const issues = new Issues()
  const size = first ?? DEFAULT_PAGE
  if (size < 1 || size > LARGEST_PAGE) issues.add('first', 'INVALID_PAGE', `From 1 to ${LARGEST_PAGE}.`)
  const start = after == null ? null : decodeCursor(type, environment, after)
  if (after != null && start === null) {
    issues.add('after', 'INVALID_CURSOR', 'Not a cursor of this list. Use the endCursor of the page before.')
  }
  issues.refuse()
  // One more than asked for tells whether there is a next page.
  const rows = await read.find(start === null ? {} : { id: { lt: start } }, size + 1)
  let counted: Promise<number> | null = null
  const count = () => {
    counted ??= read.count()
    return counted
  }
  return { rows: rows.slice(0, size), hasNextPage: rows.length > size, environment, count }
}

const PageInfo = builder.objectRef<Page>('PageInfo').implement({
  description: 'Where a page of a list ends.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether something comes after this page.' }),
    endCursor: t.string({
      nullable: true,
      description: 'Pass it as `after` to get the next page. Null when the page is empty.',
      resolve: ({ rows, environment }) => {
        const last = rows.at(-1)
        return last === undefined ? null : encodeCursor(environment, last.id)
      },
    }),
  }),
})

type Ref<T> = ObjectRef<(typeof builder)['$inferSchemaTypes'], T>

/** The types `<name>Connection` and `<name>Edge` of a list of `node`. */
export function connectionOf(name: string, node: Ref<Row>): Ref<Page> {
  const edge = builder.objectRef<{ node: Row; environment: Environment }>(`${name}Edge`).implement({
    description: `One of a list of ${name}s, and its place in it.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Pass it as `after` to get what comes after this one. Opaque; of one environment.',
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
        complexity: IN_THE_PAGE,
        description: 'The page, with a cursor for each.',
        resolve: ({ rows, environment }) => rows.map((node) => ({ node, environment })),
      }),
      nodes: t.field({
        type: [node],
        complexity: IN_THE_PAGE,
        description: 'The page without cursors.',
        resolve: ({ rows }) => [...rows],
      }),
      pageInfo: t.field({ type: PageInfo, description: 'Where the page ends.', resolve: (page) => page }),
      totalCount: t.int({
        complexity: 1,
        description: 'How many there are in all pages. Counted only when it is asked for.',
        resolve: (page) => page.count(),
      }),
    }),
  })
}

// The environment is part of a cursor, so that one of the other environment is refused and not silently misread.
function encodeCursor(environment: Environment, id: string): string {
  return Buffer.from(`${environment}:${id}`).toString('base64url')
}

function decodeCursor(type: IdentifiedType, environment: Environment, cursor: string): string | null {
  const [of, id = ''] = Buffer.from(cursor, 'base64url').toString().split(':')
  return of === environment && typeOfId(id) === type && encodeCursor(environment, id) === cursor ? id : null
}
