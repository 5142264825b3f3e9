// Which usage periods a query can select.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { statementsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'
import { hourOf, tenPastTen, usageOf } from './usage-query.ts'

let world: World
let funder: Funder
let day: Date

beforeAll(async () => {
  world = await createWorld()
  day = await tenPastTen(world)
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const HOURS_AND = [
  { requested: {}, count: 24, from: -13, to: 11 },
  { requested: { by: 'DAY' }, count: 30, from: -29 * 24, to: 24 },
  { requested: { to: 10 }, count: 24, from: -14, to: 10 },
  { requested: { from: 10 }, count: 1, from: 10, to: 11 },
  { requested: { from: 10.5, to: 10.75 }, count: 1, from: 10, to: 11 },
  { requested: { from: 9.9, to: 10.1 }, count: 2, from: 9, to: 11 },
  { requested: { from: 9, to: 11, by: 'DAY' }, count: 1, from: 0, to: 24 },
  { requested: { from: 0, to: 200 }, count: 200, from: 0, to: 200 },
  { requested: { from: -90 * 24, by: 'DAY' }, count: 91, from: -90 * 24, to: 24 },
  { requested: { from: -90 * 24, to: -89 * 24 }, count: 24, from: -90 * 24, to: -89 * 24 },
] as const

interface Requested {
  readonly from?: number
  readonly to?: number
  readonly by?: 'HOUR' | 'DAY'
}

/** Converts hours since the start of today to times. */
function moments({ from, to, by }: Requested) {
  return {
    ...(from === undefined ? {} : { from: hourOf(day, from) }),
    ...(to === undefined ? {} : { to: hourOf(day, to) }),
    ...(by === undefined ? {} : { by }),
  }
}

test.for(HOURS_AND)('$requested returns $count periods', async ({ requested, count, from, to }) => {
  const buckets = await usageOf(funder, funder.apiKeyId, moments(requested))
  expect(buckets).toHaveLength(count)
  expect([buckets[0]?.from, buckets.at(-1)?.to]).toEqual([hourOf(day, from), hourOf(day, to)])
  for (const [index, bucket] of buckets.entries()) {
    if (index > 0) expect(bucket.from).toBe(buckets[index - 1]?.to)
  }
})

const REFUSED = [
  { requested: { from: 10, to: 10 }, found: ['to NOT_AFTER_FROM'] },
  { requested: { from: 10, to: 9 }, found: ['to NOT_AFTER_FROM'] },
  { requested: { from: 0, to: 201 }, found: ['from TOO_MANY_PERIODS'] },
  { requested: { from: 0, to: 24 * 201, by: 'DAY' }, found: ['from TOO_MANY_PERIODS'] },
  { requested: { from: -90 * 24 - 1, to: -89 * 24 }, found: ['from TOO_EARLY'] },
  { requested: { to: -90 * 24 + 23 }, found: ['to TOO_EARLY'] },
  { requested: { from: 12 }, found: ['from IN_THE_FUTURE'] },
  { requested: { from: 11, to: 12 }, found: ['from IN_THE_FUTURE'] },
  { requested: { from: 10, to: 24 * 365 * 7000 }, found: ['from TOO_MANY_PERIODS'] },
  { requested: { from: -91 * 24 }, found: ['from TOO_MANY_PERIODS', 'from TOO_EARLY'] },
] as const

test.for(REFUSED)('$requested is rejected: $found', async ({ requested, found }) => {
  const answer = await funder.query(
    `query ($id: ID!, $from: DateTime, $to: DateTime, $by: UsagePeriod) {
      apiKey(id: $id) { usage(from: $from, to: $to, by: $by) { requests } }
    }`,
    { id: funder.apiKeyId, ...moments(requested) },
  )
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual(found)
})

const PAGE = (size: number, usage: string) =>
  `query ($from: DateTime, $by: UsagePeriod) {
    apiKeys(first: ${size}) { nodes { usage${usage} { requests } } }
    viewer { environment ... @include(if: false) { apiKey { usage(from: $from, by: $by) { requests } } } }
  }`

test('the complexity of a page of keys counts its periods, and a month per key is allowed', async () => {
  const month = { from: hourOf(day, -29 * 24), by: 'DAY' }
  for (const usage of ['(by: DAY)', '(from: $from, by: DAY)', '(from: $from, by: $by)'])
    for (const size of [20, 100])
      expect([usage, size, outcome(await funder.query(PAGE(size, usage), month))]).toEqual([
        usage,
        size,
        '200',
      ])
  const { extensions } = await funder.query(
    '{ apiKeys(first: 20) { nodes { usage(by: DAY) { requests } } } }',
  )
  // 21 keys, each with the key itself and 30 periods of one bucket.
  expect(extensions.cost.complexity).toBeLessThan(21 * 33)
  expect(outcome(await funder.query(PAGE(100, ''), {}))).toBe('200')
})

test('a quarter per key on a page is too complex; an invalid range adds no complexity', async () => {
  const quarter = { from: hourOf(day, -90 * 24), by: 'DAY' }
  for (const usage of ['(from: $from, by: DAY)', '(from: $from, by: $by)'])
    expect(outcome(await funder.query(PAGE(100, usage), quarter))).toBe('400 QUERY_TOO_COMPLEX')
  const answer = await funder.query(PAGE(100, '(from: $from)'), quarter)
  expect([outcome(answer), ...issues(answer)]).toEqual(['422 VALIDATION_FAILED', 'from TOO_MANY_PERIODS'])
})

test('the complexity of a range without an end grows over time', async () => {
  const from = hourOf(day, 0)
  const price = async () => {
    const { extensions } = await funder.query(`{ apiKeys { nodes { usage(from: "${from}") { requests } } } }`)
    return extensions.cost.complexity
  }
  const before = await price()
  await world.advance('2 hours')
  expect(await price()).toBe(before + 2 * 21)
  await world.sql("UPDATE test_clock SET ahead = ahead - interval '2 hours'")
})

test('reads the usage of a page of keys with one statement per range', async () => {
  await Promise.all([1, 2, 3].map(() => funder.key()))
  const querying = (fields: string) => `{ apiKeys { nodes { id ${fields} } } }`
  const statements = (fields: string) => statementsOf(() => funder.query(querying(fields)))
  const without = await statements('')
  expect(await statements('usage(by: DAY) { requests }')).toBe(without + 1)
  expect(await statements('a: usage { requests } b: usage { cost } c: usage(by: DAY) { cost }')).toBe(
    without + 2,
  )
})

test('works through the SDK', async () => {
  const { apiKeys } = funder.latchkey
  const [bucket, ...more] = await apiKeys.usage(funder.apiKeyId, { from: hourOf(day, 0), by: 'DAY' })
  expect(more).toEqual([])
  expect(bucket).toMatchObject({ from: hourOf(day, 0), to: hourOf(day, 24) })
  expect(await apiKeys.usage(funder.apiKeyId)).toHaveLength(24)
})
