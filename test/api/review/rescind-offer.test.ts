// rescindOffer, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('rescinds open and accepted offers; after the last one the submission returns to IN_REVIEW', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const { offers } = await life.read(life.broker, id, 'offers { id }')
  const rescinds = (offer: string) => life.moves(life.funder, 'rescindOffer', { id: offer }, 'status')
  expect(await rescinds(offers[0].id)).toEqual({ status: 'RESCINDED' })
  expect(await life.read(life.broker, id, 'status')).toEqual({ status: 'APPROVED' })
  await life.moves(life.broker, 'acceptOffer', { id: offers[1].id }, 'id')
  await rescinds(offers[1].id)
  expect(await life.read(life.broker, id, 'status closingStage')).toEqual({
    status: 'IN_REVIEW',
    closingStage: null,
  })
})

test('OFFER_NOT_OPEN for a closed offer', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.offerOf(await life.at('APPROVED'))
  await life.moves(life.funder, 'rescindOffer', { id }, 'id')
  expect(outcome(await sendMove(life.funder, 'rescindOffer', { id }))).toBe('409 OFFER_NOT_OPEN')
})

test.each([
  ['404 NOT_FOUND', 'NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'rescindOffer', from: 'APPROVED', illegalIn: 'IN_REVIEW' } as const
  expect(
    await provoke(world, code, { ...move, input: async (life, id) => ({ id: await life.offerOf(id) }) }),
  ).toBe(expected)
})
