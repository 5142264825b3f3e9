// releaseLegalHold, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const holds = (life: SubmissionLife, id: string) =>
  life.moves(life.funder, 'setLegalHold', { id, reason: 'Lawsuit.' })

test('ends the hold, keeps the reason as a note, and leaves no trace for the broker', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('FUNDED')
  const shown = 'version updatedAt timeline { totalCount }'
  const before = await life.read(life.broker, id, shown)
  await holds(life, id)
  const selection = 'legalHold notes { nodes { text } }'
  expect(await life.moves(life.funder, 'releaseLegalHold', { id, reason: 'Settled.' }, selection)).toEqual({
    legalHold: false,
    notes: { nodes: [{ text: 'Settled.' }, { text: 'Lawsuit.' }] },
  })
  expect(await life.read(life.broker, id, shown)).toEqual(before)
  expect((await life.events(id)).at(-1)).toBe('submission.legal_hold_released')
})

test('VALIDATION_FAILED without a reason, ILLEGAL_TRANSITION without a hold, FORBIDDEN for an UNDERWRITER', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('DRAFT')
  const releases = async (reason: string, who: Parameters<typeof sendMove>[0] = life.funder) =>
    outcome(await sendMove(who, 'releaseLegalHold', { id, reason }))
  expect(await releases('Settled.')).toBe('409 ILLEGAL_TRANSITION')
  await holds(life, id)
  expect(await releases(' ')).toBe('422 VALIDATION_FAILED')
  expect(await releases('Mine.', await life.funder.logsIn({ role: 'UNDERWRITER' }))).toBe('403 FORBIDDEN')
  expect(await releases('Settled.')).toBe('200')
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'releaseLegalHold', from: 'DRAFT', illegalIn: 'DRAFT' } as const
  const input = async (life: SubmissionLife, id: string) => {
    await holds(life, id)
    return { id, reason: 'Settled.' }
  }
  expect(await provoke(world, code, { ...move, input })).toBe(expected)
})
