// submission and submissions: each side sees only its own, page by page.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

const ONE = 'query ($id: ID!) { submission(id: $id) { id } node(id: $id) { id } }'
const ALL = 'query ($filter: SubmissionFilter) { submissions(filter: $filter) { totalCount nodes { id } } }'

test('is visible only to the broker that created it and to its funder', async () => {
  const broker = await funder.broker('bee.example')
  const colleague = await funder.broker('colleague.example')
  const other = await world.funder()
  const elsewhere = await other.broker('bee.example')
  const production = await funder.inEnvironment('PRODUCTION')
  const id = await broker.submits()
  for (const who of [broker, funder]) {
    expect((await who.query(ONE, { id })).body.data).toEqual({ submission: { id }, node: { id } })
    expect((await who.query(ALL)).body.data.submissions).toEqual({ totalCount: 1, nodes: [{ id }] })
  }
  for (const who of [colleague, other, elsewhere, production]) {
    expect(outcome(await who.query(ONE, { id }))).toBe('404 SUBMISSION_NOT_FOUND')
    expect((await who.query(ALL)).body.data.submissions).toEqual({ totalCount: 0, nodes: [] })
  }
  expect(outcome(await broker.query(ONE, { id: 'sub_nonsense' }))).toBe('404 SUBMISSION_NOT_FOUND')
})

test('filters by status, broker, reference and time', async () => {
  const own = await world.funder()
  const one = await own.broker('one.example')
  const two = await own.broker('two.example')
  const { id: first } = await one.latchkey.submissions.create({
    name: 'The first of them',
    externalReference: 'a',
  })
  await world.advance('1 hour')
  const { id: second, createdAt } = await two.latchkey.submissions.create({
    name: 'The second of them',
    externalReference: 'a',
  })
  const ids = async (filter: object) =>
    (await own.query(ALL, { filter })).body.data.submissions.nodes.map(({ id }: { id: string }) => id)
  expect(await ids({})).toEqual([second, first])
  expect(await ids({ status: 'FUNDED' })).toEqual([])
  expect(await ids({ brokerId: await world.directory.know('one.example') })).toEqual([first])
  expect(await ids({ externalReference: 'a', createdFrom: createdAt })).toEqual([second])
  expect(await ids({ createdTo: createdAt })).toEqual([first])
})

test('is found by the reference of its broker', async () => {
  const query =
    'query ($externalReference: String!, $relationshipId: ID) { submissionByReference(externalReference: $externalReference, relationshipId: $relationshipId) { id } }'
  const own = await world.funder()
  const [one, two] = [await own.broker('one.example'), await own.broker('two.example')]
  const create = async ({ latchkey }: typeof one) => {
    const submission = { name: 'Corner Bakery, new oven', externalReference: 'Caf\u00e9 7' }
    const { id, relationship } = await latchkey.submissions.create(submission)
    return { id, relationshipId: relationship.id }
  }
  const [first, second] = [await create(one), await create(two)]
  // The same text in another form of Unicode.
  const externalReference = ' Cafe\u0301 7 '
  const found = async (who: Pick<typeof one, 'query'>, relationshipId?: string) => {
    const answer = await who.query(query, { externalReference, relationshipId })
    return answer.body.data?.submissionByReference.id ?? outcome(answer)
  }
  expect([await found(one), await found(two)]).toEqual([first.id, second.id])
  expect(await found(own, second.relationshipId)).toBe(second.id)
  expect(await found(one, second.relationshipId)).toBe('404 SUBMISSION_NOT_FOUND')
  expect(await found(await world.funder(), first.relationshipId)).toBe('404 SUBMISSION_NOT_FOUND')
  expect(await found(await own.inEnvironment('PRODUCTION'), first.relationshipId)).toBe(
    '404 SUBMISSION_NOT_FOUND',
  )
  expect(await found(own)).toBe('422 VALIDATION_FAILED')
  expect(outcome(await one.query(query, { externalReference: 'Cafe 7' }))).toBe('404 SUBMISSION_NOT_FOUND')
})
