// acceptRequirement, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('accepts a response, but not a requirement without one', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.requirementOf(await life.at('INFO_REQUESTED'))
  expect(outcome(await sendMove(life.funder, 'acceptRequirement', { id }))).toBe('409 ILLEGAL_TRANSITION')
  await life.moves(life.broker, 'respondToRequirement', { id, text: 'A holiday.' }, 'id')
  const accepted = await life.moves(life.funder, 'acceptRequirement', { id }, 'status resolvedAt response')
  expect(accepted).toEqual({ status: 'ACCEPTED', resolvedAt: expect.any(String), response: 'A holiday.' })
})

test('accepts a response that the funder rejected before', async () => {
  const life = await SubmissionLife.open(world)
  const submission = await life.at('INFO_REQUESTED')
  const id = await life.requirementOf(submission)
  await life.moves(life.broker, 'respondToRequirement', { id, text: 'A holiday.' }, 'id')
  await life.moves(life.funder, 'rejectRequirement', { id, note: 'Which one?' }, 'id')
  expect(await life.moves(life.funder, 'acceptRequirement', { id }, 'status')).toEqual({ status: 'ACCEPTED' })
  expect(await life.read(life.broker, submission, 'status')).toEqual({ status: 'IN_REVIEW' })
})

test.each([
  ['404 NOT_FOUND', 'NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'acceptRequirement', from: 'INFO_REQUESTED', illegalIn: 'DECLINED' } as const
  expect(
    await provoke(world, code, {
      ...move,
      input: async (life, id) => {
        const requirement = await life.requirementOf(id)
        await life.moves(life.broker, 'respondToRequirement', { id: requirement, text: 'Yes.' }, 'id')
        return { id: requirement }
      },
    }),
  ).toBe(expected)
})
