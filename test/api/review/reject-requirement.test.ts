// rejectRequirement, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('asks the broker again, with a note', async () => {
  const life = await SubmissionLife.open(world)
  const submission = await life.at('INFO_REQUESTED')
  const id = await life.requirementOf(submission)
  await life.moves(life.broker, 'respondToRequirement', { id, text: 'A holiday.' }, 'id')
  expect(await life.read(life.broker, submission, 'status')).toEqual({ status: 'IN_REVIEW' })
  await life.moves(life.funder, 'rejectRequirement', { id, note: 'In which month?' }, 'id')
  expect(await life.read(life.broker, submission, 'status requirements { status note }')).toEqual({
    status: 'INFO_REQUESTED',
    requirements: [{ status: 'REJECTED', note: 'In which month?' }],
  })
  const answered = await life.moves(life.broker, 'respondToRequirement', { id, text: 'July.' }, 'status note')
  expect(answered).toEqual({ status: 'RESPONDED', note: null })
  expect(await life.read(life.broker, submission, 'status')).toEqual({ status: 'IN_REVIEW' })
})

test('VALIDATION_FAILED without a note', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.requirementOf(await life.at('INFO_REQUESTED'))
  const answer = await sendMove(life.funder, 'rejectRequirement', { id, note: ' ' })
  expect(outcome(answer)).toBe('422 VALIDATION_FAILED')
})

test.each([
  ['404 NOT_FOUND', 'NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'rejectRequirement', from: 'INFO_REQUESTED', illegalIn: 'DECLINED' } as const
  expect(
    await provoke(world, code, {
      ...move,
      input: async (life, id) => {
        const requirement = await life.requirementOf(id)
        await life.moves(life.broker, 'respondToRequirement', { id: requirement, text: 'Yes.' }, 'id')
        return { id: requirement, note: 'Unclear.' }
      },
    }),
  ).toBe(expected)
})
