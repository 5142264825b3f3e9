// Finding submissions: filters, text search with an index, and counts by status, as each side sees them.

import { folded } from '@latchkey/schema/graphql/search.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { statementsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'

const FIND = `query ($filter: SubmissionFilter) {
  submissions(first: 100, filter: $filter) { nodes { name } totalCount }
  submissionCounts(filter: $filter) { status count }
}`

let world: World
let funder: Funder
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('finds.example')
  const create = (name: string, more: object = {}) => broker.latchkey.submissions.create({ name, ...more })
  await create('Corner Bakery, new oven', {
    externalReference: 'Order 4711',
    amount: { amountMinor: 2_500_000 },
  })
  await create('Keller Freight, two trucks', {
    company: { legalName: 'Müller & Keller Spedition', dba: '100%_Freight' },
    amount: { amountMinor: 18_000_000 },
  })
  await create('Old Mill Brewing Company')
  await world.sql(
    `UPDATE submission SET status = 'HELD', held_at = app_now(), submitted_at = '2026-01-05T00:00:00Z'
     WHERE name LIKE 'Keller%'`,
  )
  await world.sql(
    `UPDATE submission SET status = 'SUBMITTED', submitted_at = '2026-02-05T00:00:00Z', assigned_user_id = $1
     WHERE name LIKE 'Corner%'`,
    funder.ownerId,
  )
})
afterAll(() => world[Symbol.asyncDispose]())

/** First words of the names that `by` finds, newest first. */
async function found(filter: object, by: Pick<Funder, 'query'> = funder): Promise<string[]> {
  const { body } = await by.query(FIND, { filter })
  const { nodes, totalCount } = body.data.submissions
  expect(totalCount).toBe(nodes.length)
  const counted = body.data.submissionCounts.map(({ count }: { count: number }) => count)
  expect(counted.reduce((sum: number, count: number) => sum + count, 0)).toBe(nodes.length)
  return nodes.map(({ name }: { name: string }) => name.split(' ')[0] ?? '')
}

test.each([
  [{ status: 'HELD' }, ['Keller']],
  [{ statuses: ['HELD', 'DRAFT'] }, ['Old', 'Keller']],
  [{ status: 'DRAFT', statuses: ['HELD'] }, []],
  [{ statuses: [] }, []],
  [{ submittedFrom: '2026-01-05T00:00:00Z', submittedTo: '2026-02-05T00:00:00Z' }, ['Keller']],
  [{ createdTo: '2020-01-01T00:00:00Z' }, []],
  [{ amountMinorFrom: 2_500_000, amountMinorTo: 17_999_999 }, ['Corner']],
  [{ amountMinorFrom: 2_500_001 }, ['Keller']],
  [{ isAssigned: false }, ['Old', 'Keller']],
  [{ isAssigned: true }, ['Corner']],
  [{ search: 'MÜLLER & KELLER' }, ['Keller']],
  [{ search: 'muller & keller' }, ['Keller']],
  [{ search: '100%_f' }, ['Keller']],
  [{ search: '_00%' }, []],
  [{ search: 'er 471' }, ['Corner']],
  [{ search: 'company' }, ['Old']],
])('%j finds %j', async (filter, expected) => {
  expect(await found(filter)).toEqual(expected)
})

test('finds what is assigned to a user', async () => {
  expect(await found({ assignedUserId: funder.ownerId })).toEqual(['Corner'])
})

test('a broker sees a held submission as submitted, and no assignments', async () => {
  expect(await found({ status: 'HELD' }, broker)).toEqual([])
  expect(await found({ status: 'SUBMITTED' }, broker)).toEqual(['Keller', 'Corner'])
  for (const filter of [{ isAssigned: true }, { isAssigned: false }, { assignedUserId: funder.ownerId }])
    expect(await found(filter, broker)).toEqual([])
  const counts = async (by: Funder | BrokerActor) => {
    const listed = await by.latchkey.submissions.counts()
    return Object.fromEntries(listed.map(({ status, count }) => [status, count]))
  }
  const none = { IN_REVIEW: 0, INFO_REQUESTED: 0, APPROVED: 0, FUNDED: 0, DECLINED: 0, WITHDRAWN: 0 }
  expect(await counts(funder)).toEqual({ ...none, DRAFT: 1, SUBMITTED: 1, HELD: 1 })
  expect(await counts(broker)).toEqual({ ...none, DRAFT: 1, SUBMITTED: 2 })
  const stranger = await (await world.funder()).broker('elsewhere.example')
  expect(await counts(stranger)).toEqual({ ...none, DRAFT: 0, SUBMITTED: 0 })
})

test('refuses a search text that an index cannot find', async () => {
  const answer = await funder.query(FIND, { filter: { search: 'ab' } })
  expect([outcome(answer), ...issues(answer).slice(0, 1)]).toEqual([
    '422 VALIDATION_FAILED',
    'filter.search TOO_SHORT',
  ])
})

test('search uses the trigram index', async () => {
  // Without rows PostgreSQL prefers a scan; the setting shows whether the index can be used at all.
  const forced = await world.database.pool.connect()
  try {
    await forced.query('BEGIN; SET LOCAL enable_seqscan = off')
    const { rows } = await forced.query("EXPLAIN SELECT id FROM submission WHERE search_text LIKE '%bakery%'")
    expect(JSON.stringify(rows)).toContain('submission_search')
  } finally {
    await forced.query('ROLLBACK')
    forced.release()
  }
})

test('the database folds every letter as the server does', async () => {
  const letters = Array.from({ length: 0x11_00_00 }, (_, code) => code)
    .filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code))
    .filter((letter) => /[\p{L}\p{M}\p{N}\p{S}]/u.test(letter) && !/[\p{sc=Han}\p{sc=Hangul}]/u.test(letter))
    .filter((letter) => letter.normalize('NFC') === letter)
  const texts = Array.from({ length: letters.length / 100 }, (_, at) =>
    letters.slice(at * 100, at * 100 + 100).join(''),
  )
  const rows = await world.sql('SELECT search_fold(text) AS folded FROM unnest($1::text[]) AS text', texts)
  const wrong = texts.filter((text, at) => rows[at]?.['folded'] !== folded(text))
  expect(wrong).toEqual([])
})

test.each([
  ['STRASSE', 'Straße'],
  ['ΟΔΟΣ', 'οδος'],
  ['İSTANBUL', 'istanbul'],
  ['ПЕТРО́В', 'петров'],
])('%s and %s are the same for search', (one, other) => {
  expect(folded(one)).toBe(folded(other))
})

test('a list with owners, relationship, timeline and counts takes a constant number of statements', async () => {
  const own = await world.funder()
  const partner = await own.broker('inbox.example')
  const document = `{
    submissions(first: 50) {
      nodes { name owners { lastName } relationship { broker { name domains } } timeline(first: 1) { nodes { type } } }
    }
    submissionCounts { status count }
  }`
  const count = () => statementsOf(async () => expect(outcome(await own.query(document))).toBe('200'))
  const owners = [{ firstName: 'Ann', lastName: 'Bee' }]
  await partner.latchkey.submissions.create({ name: 'The first of many', owners })
  await count()
  const few = await count()
  for (let index = 0; index < 10; index += 1)
    await partner.latchkey.submissions.create({ name: 'One more of many', owners })
  expect(await count()).toBe(few)
})
