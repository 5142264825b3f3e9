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

test('the funder sees the submissions for the same tax id side by side; brokers see none', async () => {
  const life = await SubmissionLife.open(world)
  const other = await life.otherBroker()
  const funded = await life.at('FUNDED', 'one company')
  const held = await other.draft('one company')
  await other.moves(other.broker, 'submitSubmission', { id: held })
  await life.at('SUBMITTED', 'another company')
  const selection = 'sameCompany { id status relationship { id } }'
  const relationship = async ({ broker }: SubmissionLife) => ({
    id: (await broker.latchkey.viewer()).relationship!.id,
  })
  expect((await life.read(life.funder, held, selection)).sameCompany).toEqual([
    { id: funded, status: 'FUNDED', relationship: await relationship(life) },
  ])
  expect((await life.read(life.funder, funded, selection)).sameCompany).toEqual([
    { id: held, status: 'HELD', relationship: await relationship(other) },
  ])
  for (const [by, id] of [
    [life.broker, funded],
    [other.broker, held],
  ] as const)
    expect(await life.read(by, id, selection)).toEqual({ sameCompany: [] })
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'releaseHold', from: 'HELD', illegalIn: 'SUBMITTED' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id }) })).toBe(expected)
})
