// addMessage, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('both sides see messages, newest first, with the side that wrote them', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('SUBMITTED')
  const writes = (by: typeof life.broker | typeof life.funder, text: string) =>
    life.moves(by, 'addMessage', { submissionId: id, text }, 'side text')
  expect(await writes(life.broker, 'Any news?')).toEqual({ side: 'BROKER', text: 'Any news?' })
  await writes(life.funder, 'Tomorrow.\tPromised.')
  for (const by of [life.broker, life.funder]) {
    expect(await life.read(by, id, 'version messages { totalCount nodes { side text } }')).toEqual({
      version: 4,
      messages: {
        totalCount: 2,
        nodes: [
          { side: 'FUNDER', text: 'Tomorrow.\tPromised.' },
          { side: 'BROKER', text: 'Any news?' },
        ],
      },
    })
  }
})

test('stores the text encrypted, and not in events', async () => {
  const life = await SubmissionLife.open(world)
  const submissionId = await life.at('SUBMITTED')
  await life.moves(life.broker, 'addMessage', { submissionId, text: 'Canary in the mine' }, 'id')
  const rows = await world.sql("SELECT m::text, encode(text_cipher, 'escape') AS raw FROM message m")
  const events = await world.sql('SELECT e::text FROM event e')
  expect(JSON.stringify([...rows, ...events])).not.toContain('Canary')
})

test('VALIDATION_FAILED for an empty text; ILLEGAL_TRANSITION after the data was erased', async () => {
  const life = await SubmissionLife.open(world)
  const submissionId = await life.at('SUBMITTED')
  const writes = async (text: string) =>
    outcome(await sendMove(life.funder, 'addMessage', { submissionId, text }))
  expect(await writes('')).toBe('422 VALIDATION_FAILED')
  await world.sql('UPDATE submission SET erased_at = app_now() WHERE id = $1', submissionId)
  expect(await writes('Hello?')).toBe('409 ILLEGAL_TRANSITION')
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'addMessage', from: 'SUBMITTED', illegalIn: 'SUBMITTED' } as const
  expect(
    await provoke(world, code, { ...move, input: (_life, id) => ({ submissionId: id, text: 'Hello.' }) }),
  ).toBe(expected)
})
