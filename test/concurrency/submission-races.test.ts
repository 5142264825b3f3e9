// Races between moves of submissions, on two servers.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../support/graphql-result.ts'
import { SubmissionLife, sendMove } from '../support/submission-life.ts'
import { createWorld, type World } from '../support/world.ts'

const ROUNDS = 5

let world: World
let life: SubmissionLife

beforeAll(async () => {
  world = await createWorld({ servers: 2 })
  life = await SubmissionLife.open(world)
})
afterAll(() => world[Symbol.asyncDispose]())

const submits = ({ broker }: SubmissionLife, id: string, server: number) =>
  sendMove(broker, 'submitSubmission', { id }, 'id status', server)

test('of 50 parallel submits of one broker with one tax id, one succeeds and 49 conflict', async () => {
  const ids: string[] = []
  for (let index = 0; index < 50; index += 1) ids.push(await life.draft('one company'))
  const answers = await Promise.all(ids.map((id, index) => submits(life, id, index % 2)))
  expect(answers.map(outcome).sort()).toEqual(['200', ...Array(49).fill('409 DUPLICATE_SUBMISSION')])
  const rows = await world.sql(
    'SELECT status, count(*)::int FROM submission WHERE id = ANY ($1) GROUP BY 1 ORDER BY 1',
    ids,
  )
  expect(rows).toEqual([
    { status: 'DRAFT', count: 49 },
    { status: 'SUBMITTED', count: 1 },
  ])
  const events = await world.sql(
    `SELECT FROM event WHERE type = 'submission.submitted' AND submission_id = ANY ($1)`,
    ids,
  )
  expect(events).toHaveLength(1)
})

test('of simultaneous submits of two brokers, exactly one is held, and neither broker sees which', async () => {
  const other = await life.otherBroker()
  for (let round = 0; round < ROUNDS; round += 1) {
    const company = `wanted company ${round}`
    const ids = [await life.draft(company), await other.draft(company)] as const
    const answers = await Promise.all([submits(life, ids[0], round % 2), submits(other, ids[1], 1)])
    expect(answers.map(({ body }) => body.data.answer.status)).toEqual(['SUBMITTED', 'SUBMITTED'])
    const rows = await world.sql('SELECT status FROM submission WHERE id = ANY ($1) ORDER BY 1', ids)
    expect(rows).toEqual([{ status: 'SUBMITTED' }, { status: 'HELD' }])
  }
})

test('of two simultaneous accepts of two offers, one wins', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = await life.at('APPROVED')
    const { offers } = await life.read(life.broker, id, 'offers { id }')
    const answers = await Promise.all(
      offers.map((offer: { id: string }, server: number) =>
        sendMove(life.broker, 'acceptOffer', { id: offer.id }, 'id', server),
      ),
    )
    expect(answers.map(outcome).sort()).toEqual(['200', '409 OFFER_NOT_OPEN'])
    const { offers: after } = await life.read(life.broker, id, 'offers { status }')
    expect(after.map(({ status }: { status: string }) => status).sort()).toEqual(['ACCEPTED', 'NOT_SELECTED'])
  }
})

test('a withdrawal and an approval at once: one of them wins', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = await life.at('IN_REVIEW')
    const offers = [{ product: 'MCA', fundedAmount: { amountMinor: 5 } }]
    const answers = await Promise.all([
      sendMove(life.broker, 'withdrawSubmission', { id, reason: 'OTHER', expectedVersion: 3 }, 'id', 0),
      sendMove(life.funder, 'approveSubmission', { id, offers, expectedVersion: 3 }, 'id', 1),
    ])
    expect(answers.map(outcome).sort()).toEqual(['200', '409 VERSION_CONFLICT'])
  }
})
