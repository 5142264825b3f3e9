// holdSubmission, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { provoke, SubmissionLife } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('holds a submission; the broker sees no change', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('SUBMITTED')
  const selection = 'status version updatedAt statusChangedAt secondsInStatus heldAt waitingOn'
  await world.sql('UPDATE submission SET status_changed_at = shown_status_changed_at WHERE id = $1', id)
  const before = await life.read(life.broker, id, selection)
  const visible = await life.events(id, { visible: true })
  await life.moves(life.funder, 'holdSubmission', { id, expectedVersion: 2 })
  expect({ ...(await life.read(life.broker, id, selection)), secondsInStatus: 0 }).toEqual({
    ...before,
    secondsInStatus: 0,
  })
  expect(await life.events(id, { visible: true })).toEqual(visible)
  expect((await life.events(id)).at(-1)).toBe('submission.held')
  expect(await life.read(life.funder, id, 'status version heldAt')).toEqual({
    status: 'HELD',
    version: 3,
    heldAt: expect.any(String),
  })
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'holdSubmission', from: 'IN_REVIEW', illegalIn: 'APPROVED' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id }) })).toBe(expected)
})
