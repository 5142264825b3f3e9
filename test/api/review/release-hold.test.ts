// releaseHold, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { provoke, SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('ends a hold; the broker sees no change, and can still use the version it knows', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('SUBMITTED')
  const selection = 'status version updatedAt statusChangedAt'
  const before = await life.read(life.broker, id, selection)
  await life.moves(life.funder, 'holdSubmission', { id })
  const released = await life.moves(life.funder, 'releaseHold', { id }, 'status version heldAt')
  expect(released).toEqual({ status: 'SUBMITTED', version: 4, heldAt: null })
  expect(await life.read(life.broker, id, selection)).toEqual(before)
  const input = { id, reason: 'OTHER', expectedVersion: before.version }
  expect(await life.moves(life.broker, 'withdrawSubmission', input, 'version')).toEqual({ version: 3 })
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'releaseHold', from: 'HELD', illegalIn: 'SUBMITTED' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id }) })).toBe(expected)
})
