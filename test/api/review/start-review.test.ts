// startReview, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { provoke, SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('starts the review, and ends a hold', async () => {
  const life = await SubmissionLife.open(world)
  for (const status of ['SUBMITTED', 'HELD'] as const) {
    const id = await life.at(status)
    const { status: reached } = await life.moves(life.funder, 'startReview', { id })
    expect(reached).toBe('IN_REVIEW')
    expect(await life.read(life.broker, id, 'status version')).toEqual({ status: 'IN_REVIEW', version: 3 })
    expect((await life.events(id, { visible: true })).at(-1)).toBe('submission.review_started')
  }
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'startReview', from: 'SUBMITTED', illegalIn: 'DECLINED' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id }) })).toBe(expected)
})
