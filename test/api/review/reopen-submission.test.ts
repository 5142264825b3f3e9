// reopenSubmission, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('takes declined and withdrawn submissions back into review', async () => {
  const life = await SubmissionLife.open(world)
  for (const status of ['DECLINED', 'WITHDRAWN'] as const) {
    const id = await life.at(status)
    expect(await life.moves(life.funder, 'reopenSubmission', { id }, 'status')).toEqual({
      status: 'IN_REVIEW',
    })
    expect((await life.events(id)).at(-1)).toBe('submission.reopened')
  }
})

test('refuses a draft that was withdrawn before it was submitted', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.draft()
  await life.moves(life.broker, 'withdrawSubmission', { id, reason: 'OTHER' })
  expect(outcome(await sendMove(life.funder, 'reopenSubmission', { id }))).toBe('409 ILLEGAL_TRANSITION')
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'reopenSubmission', from: 'DECLINED', illegalIn: 'IN_REVIEW' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id }) })).toBe(expected)
})
