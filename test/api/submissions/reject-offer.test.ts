// rejectOffer, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('rejects offers with a reason; after the last one the submission returns to IN_REVIEW', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const { offers } = await life.read(life.broker, id, 'offers { id }')
  const rejects = (offer: string) =>
    life.moves(life.broker, 'rejectOffer', { id: offer, reason: 'Too expensive.' }, 'status rejectReason')
  expect(await rejects(offers[0].id)).toEqual({ status: 'REJECTED', rejectReason: 'Too expensive.' })
  expect(await life.read(life.broker, id, 'status')).toEqual({ status: 'APPROVED' })
  await rejects(offers[1].id)
  expect(await life.read(life.broker, id, 'status')).toEqual({ status: 'IN_REVIEW' })
})

test('OFFER_NOT_OPEN for a closed offer, VALIDATION_FAILED for an empty reason', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.offerOf(await life.at('APPROVED'))
  const rejects = async (reason: string) =>
    outcome(await sendMove(life.broker, 'rejectOffer', { id, reason }))
  expect(await rejects(' ')).toBe('422 VALIDATION_FAILED')
  expect(await rejects('Too late.')).toBe('200')
  expect(await rejects('Too late.')).toBe('409 OFFER_NOT_OPEN')
})

test.each([
  ['404 NOT_FOUND', 'NOT_FOUND'],
  ['409 RELATIONSHIP_NOT_ACTIVE', 'RELATIONSHIP_NOT_ACTIVE'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'rejectOffer', from: 'APPROVED', illegalIn: 'IN_REVIEW' } as const
  expect(
    await provoke(world, code, {
      ...move,
      input: async (life, id) => ({ id: await life.offerOf(id), reason: 'Too expensive.' }),
    }),
  ).toBe(expected)
})

test('expired offers can be neither rejected nor rescinded, and do not keep a submission APPROVED', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const { offers } = await life.read(life.broker, id, 'offers { id }')
  const [valid, expired] = offers
  const expiresAt = new Date(Date.now() + 60 * 86_400_000).toISOString()
  await life.moves(life.funder, 'extendOffer', { id: valid.id, expiresAt }, 'id')
  await world.advance('31 days')
  const reject = { id: expired.id, reason: 'Late.' }
  expect(outcome(await sendMove(life.broker, 'rejectOffer', reject))).toBe('409 OFFER_NOT_OPEN')
  const rescind = { id: expired.id }
  expect(outcome(await sendMove(life.funder, 'rescindOffer', rescind))).toBe('409 OFFER_NOT_OPEN')
  await life.moves(life.broker, 'rejectOffer', { id: valid.id, reason: 'Too expensive.' }, 'id')
  expect(await life.read(life.broker, id, 'status offers { status }')).toEqual({
    status: 'IN_REVIEW',
    offers: [{ status: 'REJECTED' }, { status: 'EXPIRED' }],
  })
  expect((await life.events(id)).slice(-2)).toEqual(['offer.expired', 'offer.rejected'])
})
