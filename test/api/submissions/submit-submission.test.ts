// submitSubmission, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { issues, outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('submits a complete draft', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.draft()
  const selection = 'id status version submittedAt waitingOn secondsInStatus previousSubmission { id }'
  expect(await life.moves(life.broker, 'submitSubmission', { id, expectedVersion: 1 }, selection)).toEqual({
    id,
    status: 'SUBMITTED',
    version: 2,
    submittedAt: expect.any(String),
    waitingOn: 'FUNDER',
    secondsInStatus: 0,
    previousSubmission: null,
  })
  expect(await life.events(id)).toEqual(['submission.created', 'submission.submitted'])
})

test('INCOMPLETE lists everything that is missing and changes nothing', async () => {
  const { broker } = await SubmissionLife.open(world)
  const { id } = await broker.latchkey.submissions.create({ name: 'Corner Bakery, new oven' })
  const before = await world.sql('SELECT * FROM submission WHERE id = $1', id)
  const answer = await sendMove(broker, 'submitSubmission', { id })
  expect(outcome(answer)).toBe('422 INCOMPLETE')
  expect(issues(answer).sort()).toEqual([
    'amount REQUIRED',
    'company.legalName REQUIRED',
    'company.taxId REQUIRED',
    'owners REQUIRED',
    'purpose REQUIRED',
  ])
  expect(await world.sql('SELECT * FROM submission WHERE id = $1', id)).toEqual(before)
})

test('INCOMPLETE names a required value that was cleared', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.draft()
  await life.moves(life.broker, 'updateSubmission', { id, amount: null, owners: [] })
  const answer = await sendMove(life.broker, 'submitSubmission', { id })
  expect([outcome(answer), ...issues(answer).sort()]).toEqual([
    '422 INCOMPLETE',
    'amount REQUIRED',
    'owners REQUIRED',
  ])
})

test('DUPLICATE_SUBMISSION names the open one; after it is closed, the new one links it', async () => {
  const life = await SubmissionLife.open(world)
  const first = await life.at('SUBMITTED', 'the same company')
  const second = await life.draft('the same company')
  const answer = await sendMove(life.broker, 'submitSubmission', { id: second })
  expect(outcome(answer)).toBe('409 DUPLICATE_SUBMISSION')
  expect(answer.body.errors[0].message).toContain(first)
  await life.moves(life.broker, 'withdrawSubmission', { id: first, reason: 'WRONG_DATA' })
  const submitted = await life.moves(
    life.broker,
    'submitSubmission',
    { id: second },
    'status previousSubmission { id }',
  )
  expect(submitted).toEqual({ status: 'SUBMITTED', previousSubmission: { id: first } })
})

test('holds a company that another broker submitted within 30 days, unnoticed by the broker', async () => {
  const life = await SubmissionLife.open(world)
  const other = await life.otherBroker()
  await life.at('DECLINED', 'a wanted company')
  const selection = 'status version statusChangedAt submittedAt heldAt'
  const id = await other.draft('a wanted company')
  const shown = await other.moves(other.broker, 'submitSubmission', { id }, selection)
  expect(shown).toMatchObject({ status: 'SUBMITTED', version: 2, heldAt: null })
  expect(shown.statusChangedAt).toBe(shown.submittedAt)
  expect(await life.read(life.funder, id, selection)).toMatchObject({ status: 'HELD', version: 2 })
  expect(await other.events(id)).toEqual(['submission.created', 'submission.submitted', 'submission.held'])
  expect(await other.events(id, { visible: true })).toEqual(['submission.created', 'submission.submitted'])
})

test('does not hold it after 30 days, for another funder, or in the other environment', async () => {
  const life = await SubmissionLife.open(world)
  await life.at('SUBMITTED', 'an old company')
  const stranger = await SubmissionLife.open(world)
  const elsewhere = await stranger.at('SUBMITTED', 'an old company')
  expect(await stranger.read(stranger.funder, elsewhere, 'status')).toEqual({ status: 'SUBMITTED' })
  await world.advance('31 days')
  const other = await life.otherBroker()
  const later = await other.at('SUBMITTED', 'an old company')
  expect(await life.read(life.funder, later, 'status')).toEqual({ status: 'SUBMITTED' })
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 RELATIONSHIP_NOT_ACTIVE', 'RELATIONSHIP_NOT_ACTIVE'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s', async (expected, code) => {
  const move = { mutation: 'submitSubmission', from: 'DRAFT', illegalIn: 'HELD' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id }) })).toBe(expected)
})

test('tells a broker that a held submission is SUBMITTED, in errors too', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('HELD')
  const answers = [
    await sendMove(life.broker, 'submitSubmission', { id }),
    await life.broker.query('mutation ($id: ID!) { updateSubmission(input: { id: $id }) { id } }', { id }),
  ]
  expect(answers.map(outcome)).toEqual(['409 ILLEGAL_TRANSITION', '409 SUBMISSION_LOCKED'])
  for (const { body } of answers) {
    expect(body.errors[0].message).toContain('is SUBMITTED')
    expect(JSON.stringify(body)).not.toMatch(/HELD/)
  }
})
