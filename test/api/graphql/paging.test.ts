// Pagination of every list in both directions: against a model, and while items come and go.

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { rowsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'

const LISTS = ['apiKeys', 'relationships', 'submissions', 'users'] as const
const COUNT = 6

let world: World
let funder: Funder
let person: Person
let brokers: BrokerActor[]

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  brokers = await funder.brokers(COUNT)
  for (const broker of brokers) await broker.submits()
  for (let index = 1; index < COUNT; index += 1) await funder.user({ role: 'VIEWER' })
  person = await funder.logsIn({ userId: funder.ownerId })
})
afterAll(() => world[Symbol.asyncDispose]())

const PAGE = `edges { cursor } nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`

interface Range {
  readonly first?: number
  readonly after?: string
  readonly last?: number
  readonly before?: string
}

const documentOf = (list: string, selection = PAGE) =>
  `query ($first: Int, $after: String, $last: Int, $before: String) {
    ${list}(first: $first, after: $after, last: $last, before: $before) { ${selection} }
  }`

async function pageOf(list: string, range: Range) {
  const answer = await person.query(documentOf(list), range)
  expect(outcome(answer)).toBe('200')
  const { nodes, edges, pageInfo, totalCount } = answer.body.data[list]
  return {
    ids: nodes.map(({ id }: { id: string }) => id) as string[],
    cursors: edges.map(({ cursor }: { cursor: string }) => cursor) as string[],
    pageInfo,
    totalCount,
  }
}

/** The page according to the Relay specification, computed from the whole list. */
function expected(cursors: readonly string[], { first, after, last, before }: Range) {
  const start = after === undefined ? 0 : cursors.indexOf(after) + 1
  const end = before === undefined ? cursors.length : cursors.indexOf(before)
  const within = cursors.slice(start, Math.max(start, end))
  const isForward = first !== undefined || (last === undefined && before === undefined)
  const size = first ?? last ?? 20
  const page = isForward ? within.slice(0, size) : within.slice(-size)
  const [from, to] = [cursors.indexOf(page[0] ?? ''), cursors.indexOf(page.at(-1) ?? '')]
  return {
    cursors: page,
    pageInfo: {
      hasPreviousPage: page.length === 0 ? after !== undefined : from > 0,
      hasNextPage: page.length === 0 ? before !== undefined : to < cursors.length - 1,
      startCursor: page[0] ?? null,
      endCursor: page.at(-1) ?? null,
    },
  }
}

describe.each(LISTS)('%s', (list) => {
  test('returns the page that the Relay specification defines, for any range', async () => {
    const all = await pageOf(list, { first: 100 })
    expect(all.ids).toEqual(all.ids.toSorted().reverse())
    expect(all.ids.length).toBeGreaterThanOrEqual(COUNT)
    const cursor = fc.option(fc.constantFrom(...all.cursors), { nil: undefined })
    const size = fc.constantFrom(
      {},
      { first: 1 },
      { first: 2 },
      { first: 50 },
      { last: 1 },
      { last: 3 },
      { last: 50 },
    )
    await fc.assert(
      fc.asyncProperty(size, cursor, cursor, async (one, after, before) => {
        const range = {
          ...one,
          ...(after === undefined ? {} : { after }),
          ...(before === undefined ? {} : { before }),
        }
        const { cursors, pageInfo, totalCount } = await pageOf(list, range)
        expect({ cursors, pageInfo }).toEqual(expected(all.cursors, range))
        expect(totalCount).toBe(all.cursors.length)
      }),
      { numRuns: 40 },
    )
  })

  test.each([
    [{ first: 1, last: 1 }, ['last INVALID_PAGE']],
    [{ last: 0 }, ['last INVALID_PAGE']],
    [{ last: 101 }, ['last INVALID_PAGE']],
    [{ before: 'nonsense', last: 0 }, ['last INVALID_PAGE', 'before INVALID_CURSOR']],
    [
      { before: Buffer.from('PRODUCTION:apk_01j00000000000000000000000').toString('base64url') },
      ['before INVALID_CURSOR'],
    ],
  ])('returns 422 for %j', async (range, found) => {
    const answer = await person.query(documentOf(list), range)
    expect([outcome(answer), issues(answer)]).toEqual(['422 VALIDATION_FAILED', found])
  })

  test('reads one extra row only for a requested hasNextPage or hasPreviousPage', async () => {
    const all = await pageOf(list, { first: 100 })
    const range = { last: 2, before: all.cursors[4]! }
    const rows = async (selection: string) => {
      await world.flushUsage()
      return rowsOf(() => person.query(documentOf(list, selection), range))
    }
    const ids = await rows('nodes { id }')
    expect(await rows('nodes { id } pageInfo { hasPreviousPage startCursor endCursor }')).toBe(ids)
    expect(await rows('nodes { id } pageInfo { hasNextPage a: hasNextPage }')).toBe(ids + 1)
  })
})

test('backward pages stay stable while keys are created and deleted', async () => {
  const own = await world.funder()
  const keys = await own.brokers(5)
  const person = await own.logsIn({ userId: own.ownerId })
  const oldestFirst = [own.apiKeyId, ...keys.map(({ apiKeyId }) => apiKeyId)].sort()
  const page = async (range: Range) => (await person.query(documentOf('apiKeys'), range)).body.data.apiKeys
  const ids = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id)
  const last = await page({ last: 2 })
  expect(ids(last)).toEqual([oldestFirst[1], oldestFirst[0]])
  expect(last.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false })
  // Delete the item at the cursor and one of the next page, and add one at the far end.
  await own.deletes(oldestFirst[1]!)
  await own.deletes(oldestFirst[2]!)
  const newer = await own.broker('newer.example')
  const previous = await page({ last: 2, before: last.pageInfo.startCursor })
  expect(ids(previous)).toEqual([oldestFirst[4], oldestFirst[3]])
  expect(previous.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true })
  const first = await page({ before: previous.pageInfo.startCursor })
  expect(ids(first)).toEqual([newer.apiKeyId, oldestFirst[5]])
  expect(first.pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: true })
})

test('the SDK pages backward, iterates from the oldest, and returns the total count on request', async () => {
  const { apiKeys, submissions } = funder.latchkey
  const newestFirst = await Array.fromAsync(submissions.list({ first: 4 }), ({ id }) => id)
  expect(await Array.fromAsync(submissions.list({ last: 4 }), ({ id }) => id)).toEqual(
    newestFirst.toReversed(),
  )
  const before = (await submissions.list({ first: 3 }).page()).pageInfo.endCursor
  expect(await Array.fromAsync(submissions.list({ last: 1, before }), ({ id }) => id)).toEqual(
    newestFirst.slice(0, 2).reverse(),
  )
  const page = await submissions.list({ last: 2 }).page({ totalCount: true })
  expect(page.nodes.map(({ id }) => id)).toEqual(newestFirst.slice(-2))
  expect(page.totalCount).toBe(COUNT)
  expect(page.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false })
  expect(await apiKeys.list({ filter: { kind: 'BROKER' } }).page({ totalCount: true })).toMatchObject({
    totalCount: COUNT,
  })
  expect('totalCount' in (await submissions.list().page())).toBe(false)
})
