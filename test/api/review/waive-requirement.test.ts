// waiveRequirement, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { provoke, SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('waives a requirement; after the last one the submission returns to IN_REVIEW', async () => {
  const life = await SubmissionLife.open(world)
  const submission = await life.at('INFO_REQUESTED')
  const id = await life.requirementOf(submission)
  expect(await life.moves(life.funder, 'waiveRequirement', { id }, 'status')).toEqual({ status: 'WAIVED' })
  expect(await life.read(life.broker, submission, 'status')).toEqual({ status: 'IN_REVIEW' })
  expect((await life.events(submission)).at(-1)).toBe('requirement.waived')
})

test.each([
  ['404 NOT_FOUND', 'NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'waiveRequirement', from: 'INFO_REQUESTED', illegalIn: 'DECLINED' } as const
  expect(
    await provoke(world, code, {
      ...move,
      input: async (life, id) => ({ id: await life.requirementOf(id) }),
    }),
  ).toBe(expected)
})
