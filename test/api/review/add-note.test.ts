// addNote, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('only the funder sees notes, and the broker notices nothing', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('SUBMITTED')
  const selection = 'version updatedAt notes { totalCount nodes { text } }'
  const before = await life.read(life.broker, id, selection)
  const { id: note } = await life.moves(
    life.funder,
    'addNote',
    { submissionId: id, text: 'Looks odd.' },
    'id',
  )
  expect(await life.read(life.broker, id, selection)).toEqual(before)
  expect(before.notes).toEqual({ totalCount: 0, nodes: [] })
  expect(await life.read(life.funder, id, 'version notes { nodes { text } }')).toEqual({
    version: 3,
    notes: { nodes: [{ text: 'Looks odd.' }] },
  })
  const byId = await life.broker.query('query ($id: ID!) { node(id: $id) { id } }', { id: note })
  expect(byId.body.data.node).toBeNull()
})

test('VALIDATION_FAILED for an empty text; ILLEGAL_TRANSITION after the data was erased', async () => {
  const life = await SubmissionLife.open(world)
  const submissionId = await life.at('SUBMITTED')
  const writes = async (text: string) =>
    outcome(await sendMove(life.funder, 'addNote', { submissionId, text }))
  expect(await writes('')).toBe('422 VALIDATION_FAILED')
  await world.sql('UPDATE submission SET erased_at = app_now() WHERE id = $1', submissionId)
  expect(await writes('Hello?')).toBe('409 ILLEGAL_TRANSITION')
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'addNote', from: 'SUBMITTED', illegalIn: 'SUBMITTED' } as const
  expect(
    await provoke(world, code, { ...move, input: (_life, id) => ({ submissionId: id, text: 'Hello.' }) }),
  ).toBe(expected)
})
