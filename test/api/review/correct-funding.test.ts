// correctFunding, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('returns to APPROVED, clears the funding and keeps the reason as an internal note', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('FUNDED')
  const selection = 'status fundedOn fundedAmount { amountMinor } notes { nodes { text } }'
  expect(await life.moves(life.funder, 'correctFunding', { id, reason: 'Wrong deal.' }, selection)).toEqual({
    status: 'APPROVED',
    fundedOn: null,
    fundedAmount: null,
    notes: { nodes: [{ text: 'Wrong deal.' }] },
  })
  expect((await life.events(id)).at(-1)).toBe('submission.funding_corrected')
})

test('VALIDATION_FAILED without a reason; an UNDERWRITER cannot correct', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('FUNDED')
  expect(outcome(await sendMove(life.funder, 'correctFunding', { id, reason: '' }))).toBe(
    '422 VALIDATION_FAILED',
  )
  const underwriter = await life.funder.logsIn({ role: 'UNDERWRITER' })
  expect(outcome(await sendMove(underwriter, 'correctFunding', { id, reason: 'Mine.' }))).toBe(
    '403 FORBIDDEN',
  )
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'correctFunding', from: 'FUNDED', illegalIn: 'APPROVED' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id, reason: 'Wrong deal.' }) })).toBe(
    expected,
  )
})
