// Lists: iteration over items and pages, arrays with a limit, single pages with cursors, and the total count.

import { LatchkeyError } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { client, thrown } from '../call-errors.ts'
import { type Answering, answering, data, problem } from '../fake-server.ts'

/** Serves keys `apk_<count>` to `apk_1`, newest first, in both directions. */
function serving(count: number): Promise<Answering> {
  const ids = Array.from({ length: count }, (_, index) => `apk_${count - index}`)
  return answering((response, { variables }) => {
    const { first, last, after, before, withTotal } = variables
    const start = typeof after === 'string' ? ids.indexOf(after) + 1 : 0
    const end = typeof before === 'string' ? ids.indexOf(before) : count
    const from = typeof last === 'number' ? Math.max(start, end - last) : start
    const to = typeof last === 'number' ? end : Math.min(end, from + (typeof first === 'number' ? first : 2))
    const nodes = ids.slice(from, to).map((id) => ({ id }))
    const pageInfo = {
      hasPreviousPage: from > 0,
      hasNextPage: to < count,
      startCursor: nodes[0]?.id ?? null,
      endCursor: nodes.at(-1)?.id ?? null,
    }
    const total = withTotal === true ? { totalCount: count } : {}
    data(response, { apiKeys: { nodes, pageInfo, ...total } })
  })
}

const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)

describe('a list', () => {
  it('iterates over all items and requests each page when it is needed', async () => {
    await using server = await serving(5)
    const list = client(server.url).apiKeys.list({ first: 2, filter: { kind: 'BROKER' } })
    expect(server.requested).toHaveLength(0)
    const seen: string[] = []
    for await (const { id } of list) seen.push(`${id} of page ${server.requested.length}`)
    expect(seen).toEqual([
      'apk_5 of page 1',
      'apk_4 of page 1',
      'apk_3 of page 2',
      'apk_2 of page 2',
      'apk_1 of page 3',
    ])
    expect(server.requested.map(({ variables }) => variables)).toEqual([
      { first: 2, filter: { kind: 'BROKER' }, after: null },
      { first: 2, filter: { kind: 'BROKER' }, after: 'apk_4' },
      { first: 2, filter: { kind: 'BROKER' }, after: 'apk_2' },
    ])
  })

  it('iterates over pages', async () => {
    await using server = await serving(3)
    const pages: (readonly string[])[] = []
    for await (const { nodes, pageInfo } of client(server.url).apiKeys.list({ first: 2 }).pages())
      pages.push([...idsOf(nodes), `more: ${pageInfo.hasNextPage}`])
    expect(pages).toEqual([
      ['apk_3', 'apk_2', 'more: true'],
      ['apk_1', 'more: false'],
    ])
  })

  it('iterates from the oldest item with `last`', async () => {
    await using server = await serving(3)
    const list = client(server.url).apiKeys.list({ last: 2 })
    expect(idsOf(await Array.fromAsync(list))).toEqual(['apk_1', 'apk_2', 'apk_3'])
    expect((await Array.fromAsync(list.pages())).map(({ nodes }) => idsOf(nodes))).toEqual([
      ['apk_2', 'apk_1'],
      ['apk_3'],
    ])
  })

  it('stops requesting pages when the loop ends', async () => {
    await using server = await serving(9)
    for await (const { id } of client(server.url).apiKeys.list({ first: 2 })) if (id === 'apk_8') break
    expect(server.requested).toHaveLength(1)
  })

  it('returns one page with its cursor, starting after a cursor', async () => {
    const page = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
    await using server = await answering((response) => data(response, { submissions: page }))
    const { submissions } = client(server.url)
    expect(await submissions.list({ after: 'here', filter: { status: 'DRAFT' } }).page()).toEqual(page)
    expect(await Array.fromAsync(submissions.list())).toEqual([])
    expect(server.requested.map(({ variables }) => variables)).toEqual([
      { filter: { status: 'DRAFT' }, after: 'here' },
      { after: null },
    ])
  })

  it('counts its items, in a page or alone', async () => {
    await using server = await serving(5)
    const list = client(server.url).apiKeys.list({ first: 2, after: 'apk_4', filter: { kind: 'USER' } })
    expect((await list.page({ totalCount: true })).totalCount).toBe(5)
    expect(await list.page()).not.toHaveProperty('totalCount')
    expect(await list.totalCount()).toBe(5)
    expect(await list.totalCount().withResponse()).toMatchObject({ data: 5, response: { status: 200 } })
    expect(await list.page().withResponse()).toMatchObject({ data: { nodes: [{}, {}] } })
    expect(server.requested[2]?.variables).toEqual({
      filter: { kind: 'USER' },
      first: 1,
      after: null,
      withTotal: true,
    })
  })

  it('rejects if a page request fails', async () => {
    await using server = await answering((response) =>
      problem(response, 403, 'INSUFFICIENT_SCOPE', 'Needs admin.'),
    )
    const list = client(server.url).apiKeys.list()
    expect(await thrown(Array.fromAsync(list))).toMatchObject({ code: 'INSUFFICIENT_SCOPE' })
    expect(await thrown(list.toArray({ limit: 5 }))).toMatchObject({ code: 'INSUFFICIENT_SCOPE' })
    expect(await thrown(list.totalCount())).toMatchObject({ code: 'INSUFFICIENT_SCOPE' })
  })
})

describe('toArray', () => {
  it.each([
    ['all items, if the list is shorter', 120, 500, [100, 100], 120],
    ['the newest items up to the limit', 120, 103, [100, 100], 103],
    ['exactly the limit in one request', 120, 7, [7], 7],
  ])('returns %s', async (_what, count, limit, sizes, length) => {
    await using server = await serving(count)
    const items = await client(server.url).apiKeys.list().toArray({ limit })
    expect(items).toHaveLength(length)
    expect(items[0]?.id).toBe(`apk_${count}`)
    expect(server.requested.map(({ variables }) => variables['first'])).toEqual(sizes)
  })

  it('keeps the page size of the list, in both directions', async () => {
    await using server = await serving(9)
    const { apiKeys } = client(server.url)
    expect(idsOf(await apiKeys.list({ first: 2 }).toArray({ limit: 3 }))).toEqual(['apk_9', 'apk_8', 'apk_7'])
    expect(idsOf(await apiKeys.list({ last: 2 }).toArray({ limit: 3 }))).toEqual(['apk_1', 'apk_2', 'apk_3'])
    expect(idsOf(await apiKeys.list({ before: 'apk_8' }).toArray({ limit: 5 }))).toEqual(['apk_9'])
    expect(server.requested.map(({ variables }) => variables['first'] ?? variables['last'])).toEqual([
      2, 2, 2, 2, 5,
    ])
  })

  it.each([0, -1, 1.5, 10_001, Number.NaN, undefined])('rejects the limit %s', async (limit) => {
    await using server = await serving(1)
    const list = client(server.url).apiKeys.list()
    // @ts-expect-error JavaScript can omit the limit.
    const error = await thrown(list.toArray({ limit }))
    expect(error).toBeInstanceOf(LatchkeyError)
    expect(error).toHaveProperty('message', '`limit` of `toArray` must be a whole number from 1 to 10000.')
    // @ts-expect-error JavaScript can omit the options.
    expect(await thrown(list.toArray())).toHaveProperty(
      'message',
      '`limit` of `toArray` must be a whole number from 1 to 10000.',
    )
    expect(server.requested).toHaveLength(0)
  })
})
