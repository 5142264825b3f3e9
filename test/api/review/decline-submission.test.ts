// declineSubmission, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { issues, outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('declines with reasons; the broker sees masked ones, and no note', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const reasons = ['SUSPECTED_FRAUD', 'ANOTHER_BROKER_PROTECTED', 'EXISTING_CUSTOMER', 'LOW_BALANCES']
  const input = { id, reasons, note: 'See the file of the other broker.' }
  await life.moves(life.funder, 'declineSubmission', input)
  const selection = 'status offers { status } decisions { outcome reasons note }'
  const offers = [{ status: 'RESCINDED' }, { status: 'RESCINDED' }]
  expect(await life.read(life.funder, id, selection)).toEqual({
    status: 'DECLINED',
    offers,
    decisions: [
      { outcome: 'DECLINED', reasons, note: input.note },
      { outcome: 'APPROVED', reasons: [], note: null },
    ],
  })
  expect(await life.read(life.broker, id, selection)).toEqual({
    status: 'DECLINED',
    offers,
    decisions: [
      { outcome: 'DECLINED', reasons: ['UNVERIFIABLE_INFORMATION', 'OTHER', 'LOW_BALANCES'], note: null },
      { outcome: 'APPROVED', reasons: [], note: null },
    ],
  })
  const [{ data }] = await world.sql(
    `SELECT data FROM event WHERE submission_id = $1 AND type = 'submission.declined'`,
    id,
  )
  expect(data.reasons).toEqual(['UNVERIFIABLE_INFORMATION', 'OTHER', 'LOW_BALANCES'])
})

test('VALIDATION_FAILED without reasons, with five, and for OTHER without a note', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('IN_REVIEW')
  const faults = async (...reasons: string[]) => {
    const answer = await sendMove(life.funder, 'declineSubmission', { id, reasons })
    return [outcome(answer), ...issues(answer)]
  }
  expect(await faults()).toEqual(['422 VALIDATION_FAILED', 'reasons INVALID_COUNT'])
  const five = ['BANKRUPTCY', 'LOW_BALANCES', 'EXCESSIVE_NSF', 'CREDIT_HISTORY', 'TIME_IN_BUSINESS']
  expect(await faults(...five)).toEqual(['422 VALIDATION_FAILED', 'reasons INVALID_COUNT'])
  expect(await faults('OTHER')).toEqual(['422 VALIDATION_FAILED', 'note REQUIRED'])
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'declineSubmission', from: 'IN_REVIEW', illegalIn: 'FUNDED' } as const
  expect(
    await provoke(world, code, { ...move, input: (_life, id) => ({ id, reasons: ['BANKRUPTCY'] }) }),
  ).toBe(expected)
})
