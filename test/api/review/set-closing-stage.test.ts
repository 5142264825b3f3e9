// setClosingStage, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('sets the stage of a submission with an accepted offer', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const input = { id, stage: 'CONTRACT_SENT' }
  expect(outcome(await sendMove(life.funder, 'setClosingStage', input))).toBe('409 ILLEGAL_TRANSITION')
  await life.moves(life.broker, 'acceptOffer', { id: await life.offerOf(id) }, 'id')
  const changed = await life.moves(life.funder, 'setClosingStage', input, 'closingStage status')
  expect(changed).toEqual({ closingStage: 'CONTRACT_SENT', status: 'APPROVED' })
  expect((await life.events(id)).at(-1)).toBe('submission.stage_changed')
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'setClosingStage', from: 'APPROVED', illegalIn: 'IN_REVIEW' } as const
  expect(
    await provoke(world, code, {
      ...move,
      input: async (life, id) => {
        await life.moves(life.broker, 'acceptOffer', { id: await life.offerOf(id) }, 'id')
        return { id, stage: 'CLEARED' }
      },
    }),
  ).toBe(expected)
})
