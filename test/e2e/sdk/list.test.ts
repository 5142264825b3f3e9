// Lists: iteration over all pages, and single pages with cursors.

import { describe, expect, it } from 'vitest'
import { client, thrown } from './call-errors.ts'
import { answering, data, problem } from './fake-server.ts'

describe('a list', () => {
  it('iterates over all pages and requests each one when it is needed', async () => {
    const pages = [['apk_5', 'apk_4'], ['apk_3', 'apk_2'], ['apk_1']]
    await using server = await answering((response, _request, nth) =>
      data(response, {
        apiKeys: {
          nodes: pages[nth - 1]?.map((id) => ({ id })),
          pageInfo: { hasNextPage: nth < pages.length, endCursor: `after-${nth}` },
        },
      }),
    )
    const list = client(server.url).apiKeys.list({
      first: 2,
      filter: { kind: 'BROKER' },
    })
    expect(server.requested).toHaveLength(0)
    const seen: string[] = []
    for await (const { id } of list) {
      seen.push(`${id} of page ${server.requested.length}`)
    }
    expect(seen).toEqual([
      'apk_5 of page 1',
      'apk_4 of page 1',
      'apk_3 of page 2',
      'apk_2 of page 2',
      'apk_1 of page 3',
    ])
    expect(server.requested.map(({ variables }) => variables)).toEqual([
      { first: 2, filter: { kind: 'BROKER' }, after: null },
      { first: 2, filter: { kind: 'BROKER' }, after: 'after-1' },
      { first: 2, filter: { kind: 'BROKER' }, after: 'after-2' },
    ])
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

  it('rejects if a page request fails', async () => {
    await using server = await answering((response) =>
      problem(response, 403, 'INSUFFICIENT_SCOPE', 'Needs admin.'),
    )
    const list = client(server.url).apiKeys.list()
    expect(await thrown(Array.fromAsync(list))).toMatchObject({ code: 'INSUFFICIENT_SCOPE' })
  })
})
