// Which periods can be asked for.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../actors.ts'
import { issues, outcome } from '../answers.ts'
import { createWorld, type World } from '../world.ts'
import { hourOf, tenPastTen, usageOf } from './usage.ts'

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
  { asked: {}, count: 24, from: -13, to: 11 },
  { asked: { by: 'DAY' }, count: 30, from: -29 * 24, to: 24 },
  { asked: { to: 10 }, count: 24, from: -14, to: 10 },
  { asked: { from: 10 }, count: 1, from: 10, to: 11 },
  { asked: { from: 10.5, to: 10.75 }, count: 1, from: 10, to: 11 },
  { asked: { from: 9.9, to: 10.1 }, count: 2, from: 9, to: 11 },
  { asked: { from: 9, to: 11, by: 'DAY' }, count: 1, from: 0, to: 24 },
  { asked: { from: 0, to: 200 }, count: 200, from: 0, to: 200 },
  { asked: { from: -90 * 24, by: 'DAY' }, count: 91, from: -90 * 24, to: 24 },
  { asked: { from: -90 * 24, to: -89 * 24 }, count: 24, from: -90 * 24, to: -89 * 24 },
] as const

interface Asked {
  readonly from?: number
  readonly to?: number
  readonly by?: 'HOUR' | 'DAY'
}

/** Hours after the beginning of today as moments. */
function moments({ from, to, by }: Asked) {
  return {
    ...(from === undefined ? {} : { from: hourOf(day, from) }),
    ...(to === undefined ? {} : { to: hourOf(day, to) }),
    ...(by === undefined ? {} : { by }),
  }
}

test.for(HOURS_AND)('$asked: $count periods', async ({ asked, count, from, to }) => {
  const buckets = await usageOf(funder, funder.apiKeyId, moments(asked))
  expect(buckets).toHaveLength(count)
  expect([buckets[0]?.from, buckets.at(-1)?.to]).toEqual([hourOf(day, from), hourOf(day, to)])
  for (const [index, bucket] of buckets.entries()) {
    if (index > 0) expect(bucket.from).toBe(buckets[index - 1]?.to)
  }
})

const REFUSED = [
  { asked: { from: 10, to: 10 }, found: ['to NOT_AFTER_FROM'] },
  { asked: { from: 10, to: 9 }, found: ['to NOT_AFTER_FROM'] },
  { asked: { from: 0, to: 201 }, found: ['from TOO_MANY_PERIODS'] },
  { asked: { from: 0, to: 24 * 201, by: 'DAY' }, found: ['from TOO_MANY_PERIODS'] },
  { asked: { from: -90 * 24 - 1, to: -89 * 24 }, found: ['from TOO_EARLY'] },
  { asked: { to: -90 * 24 + 23 }, found: ['to TOO_EARLY'] },
  { asked: { from: 12 }, found: ['from IN_THE_FUTURE'] },
  { asked: { from: 11, to: 12 }, found: ['from IN_THE_FUTURE'] },
  { asked: { from: 10, to: 24 * 365 * 7000 }, found: ['from TOO_MANY_PERIODS'] },
  { asked: { from: -91 * 24 }, found: ['from TOO_MANY_PERIODS', 'from TOO_EARLY'] },
] as const

test.for(REFUSED)('$asked is refused: $found', async ({ asked, found }) => {
  const answer = await funder.asks(
    `query ($id: ID!, $from: DateTime, $to: DateTime, $by: UsagePeriod) {
      apiKey(id: $id) { usage(from: $from, to: $to, by: $by) { requests } }
    }`,
    { id: funder.apiKeyId, ...moments(asked) },
  )
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
  expect(issues(answer)).toEqual(found)
})

test('a page of keys may ask for a day of each, and for months of none', async () => {
  const page = (usage: string) =>
    `query ($from: DateTime, $by: UsagePeriod) {
      apiKeys(first: 100) { nodes { usage${usage} { requests } } }
      viewer { environment ... @include(if: false) { apiKey { usage(from: $from, by: $by) { requests } } } }
    }`
  const variables = { from: hourOf(day, -90 * 24), by: 'DAY' }
  expect(outcome(await funder.asks(page(''), variables))).toBe('200')
  for (const usage of ['(by: DAY)', '(from: $from)', '(by: $by)', '(from: $from, by: $by)'])
    expect(outcome(await funder.asks(page(usage), variables)), usage).toBe('400 QUERY_TOO_COMPLEX')
})

test('the SDK asks the same', async () => {
  const { apiKeys } = funder.latchkey
  const [bucket, ...more] = await apiKeys.usage(funder.apiKeyId, { from: hourOf(day, 0), by: 'DAY' })
  expect(more).toEqual([])
  expect(bucket).toMatchObject({ from: hourOf(day, 0), to: hourOf(day, 24) })
  expect(await apiKeys.usage(funder.apiKeyId)).toHaveLength(24)
})
