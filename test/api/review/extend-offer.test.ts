// extendOffer, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

test('extends an open offer', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.offerOf(await life.at('APPROVED'))
  const input = { id, expiresAt: inDays(60) }
  expect(await life.moves(life.funder, 'extendOffer', input, 'status expiresAt')).toEqual({
    status: 'OFFERED',
    expiresAt: input.expiresAt,
  })
})

test('VALIDATION_FAILED for an earlier expiry, OFFER_NOT_OPEN after one was accepted', async () => {
  const life = await SubmissionLife.open(world)
  const submission = await life.at('APPROVED')
  const { offers } = await life.read(life.broker, submission, 'offers { id }')
  const extend = async (days: number) => {
    const input = { id: offers[0].id, expiresAt: inDays(days) }
    return outcome(await sendMove(life.funder, 'extendOffer', input))
  }
  for (const days of [-1, 10, 400]) expect(await extend(days)).toBe('422 VALIDATION_FAILED')
  await life.moves(life.broker, 'acceptOffer', { id: offers[1].id }, 'id')
  expect(await extend(60)).toBe('409 OFFER_NOT_OPEN')
})

test.each([
  ['404 NOT_FOUND', 'NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'extendOffer', from: 'APPROVED', illegalIn: 'IN_REVIEW' } as const
  expect(
    await provoke(world, code, {
      ...move,
      input: async (life, id) => ({
        id: await life.offerOf(id),
        expiresAt: new Date(Date.now() + 60 * 86_400_000).toISOString(),
      }),
    }),
  ).toBe(expected)
})

test('OFFER_NOT_OPEN names the status of an offer that expired before another one was accepted', async () => {
  const life = await SubmissionLife.open(world)
  const submission = await life.at('APPROVED')
  const { offers } = await life.read(life.broker, submission, 'offers { id }')
  await life.moves(life.funder, 'extendOffer', { id: offers[1].id, expiresAt: inDays(60) }, 'id')
  await world.advance('31 days')
  await life.moves(life.broker, 'acceptOffer', { id: offers[1].id }, 'id')
  const answer = await sendMove(life.funder, 'extendOffer', { id: offers[0].id, expiresAt: inDays(90) })
  expect(answer.body.errors[0].message).toBe(
    'This offer is EXPIRED, and the broker has accepted another one. You can extend an offer only while no offer is accepted.',
  )
})

test('opens an offer just after its expiry; the broker is not told that it expired', async () => {
  const life = await SubmissionLife.open(world)
  const submission = await life.at('APPROVED')
  const { offers } = await life.read(life.broker, submission, 'offers { id }')
  await life.moves(life.funder, 'extendOffer', { id: offers[0].id, expiresAt: inDays(200) }, 'id')
  await world.advance('31 days')
  // No job has marked the offer yet.
  const input = { id: offers[1].id, expiresAt: inDays(300) }
  expect(await life.moves(life.funder, 'extendOffer', input, 'status')).toEqual({ status: 'OFFERED' })
  expect(await life.events(submission)).not.toContain('offer.expired')
  expect((await life.mails(submission)).filter((mail) => mail.endsWith('Offer expired'))).toEqual([])
})
