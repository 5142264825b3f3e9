// assignSubmission, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('assigns a user, whom the broker does not see', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('SUBMITTED')
  const assigns = (userId: string | null) =>
    life.moves(life.funder, 'assignSubmission', { id, userId }, 'version assignee { id }')
  const selection = 'version updatedAt assignee { id }'
  const before = await life.read(life.broker, id, selection)
  expect(await assigns(life.funder.ownerId)).toEqual({ version: 3, assignee: { id: life.funder.ownerId } })
  expect(before.assignee).toBeNull()
  expect(await life.read(life.broker, id, selection)).toEqual(before)
  expect(await life.events(id, { visible: true })).not.toContain('submission.assigned')
  expect(await assigns(null)).toEqual({ version: 4, assignee: null })
})

test('NOT_FOUND for users of others and disabled users; ILLEGAL_TRANSITION after erasure', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('SUBMITTED')
  const { userId } = await life.funder.logsIn({ role: 'UNDERWRITER' })
  await world.sql(`UPDATE "user" SET status = 'DISABLED' WHERE id = $1`, userId)
  const assigns = async (userId: string) =>
    outcome(await sendMove(life.funder, 'assignSubmission', { id, userId }))
  expect(await assigns(userId)).toBe('404 NOT_FOUND')
  expect(await assigns((await world.funder()).ownerId)).toBe('404 NOT_FOUND')
  await world.sql('UPDATE submission SET erased_at = app_now() WHERE id = $1', id)
  expect(await assigns(life.funder.ownerId)).toBe('409 ILLEGAL_TRANSITION')
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'assignSubmission', from: 'SUBMITTED', illegalIn: 'SUBMITTED' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id }) })).toBe(expected)
})
