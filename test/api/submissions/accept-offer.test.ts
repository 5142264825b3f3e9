// acceptOffer, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('accepts one offer; the others become NOT_SELECTED', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const offer = await life.offerOf(id)
  expect(await life.moves(life.broker, 'acceptOffer', { id: offer }, 'id status')).toEqual({
    id: offer,
    status: 'ACCEPTED',
  })
  expect(await life.read(life.broker, id, 'status closingStage waitingOn offers { status }')).toEqual({
    status: 'APPROVED',
    closingStage: 'OFFER_ACCEPTED',
    waitingOn: 'FUNDER',
    offers: [{ status: 'ACCEPTED' }, { status: 'NOT_SELECTED' }],
  })
  expect((await life.events(id)).slice(-2)).toEqual(['offer.accepted', 'offer.not_selected'])
})

test('OFFER_NOT_OPEN for a closed offer, and for one that expired by the clock of the database', async () => {
  const life = await SubmissionLife.open(world)
  const accepts = async (id: string) => outcome(await sendMove(life.broker, 'acceptOffer', { id }))
  const id = await life.at('APPROVED')
  const { offers } = await life.read(life.broker, id, 'offers { id }')
  await life.moves(life.broker, 'acceptOffer', { id: offers[0].id }, 'id')
  for (const offer of offers) expect(await accepts(offer.id)).toBe('409 OFFER_NOT_OPEN')
  const late = await life.at('APPROVED')
  const expired = await life.offerOf(late)
  await world.advance('31 days')
  expect(await accepts(expired)).toBe('409 OFFER_NOT_OPEN')
  expect(await life.read(life.broker, late, 'offers { status }')).toEqual({
    offers: [{ status: 'EXPIRED' }, { status: 'EXPIRED' }],
  })
})

test.each([
  ['404 NOT_FOUND', 'NOT_FOUND'],
  ['409 RELATIONSHIP_NOT_ACTIVE', 'RELATIONSHIP_NOT_ACTIVE'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'acceptOffer', from: 'APPROVED', illegalIn: 'FUNDED' } as const
  expect(
    await provoke(world, code, { ...move, input: async (life, id) => ({ id: await life.offerOf(id) }) }),
  ).toBe(expected)
})
