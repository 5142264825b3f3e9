// markFunded, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { issues, outcome } from '../../support/graphql-result.ts'
import { provoke, QUESTION, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const FUNDING = { amount: { amountMinor: 1_900_000 }, fundedOn: '2026-01-02' }

test('records amount and day of the payout', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  const marks = async () => outcome(await sendMove(life.funder, 'markFunded', { id, ...FUNDING }))
  expect(await marks()).toBe('409 ILLEGAL_TRANSITION')
  await life.moves(life.broker, 'acceptOffer', { id: await life.offerOf(id) }, 'id')
  const requirements = [{ ...QUESTION, stage: 'PRE_FUNDING' }]
  await life.moves(life.funder, 'requestInformation', { id, requirements })
  expect(await life.read(life.funder, id, 'waitingOn')).toEqual({ waitingOn: 'BROKER' })
  expect(await marks()).toBe('409 ILLEGAL_TRANSITION')
  await life.moves(life.funder, 'waiveRequirement', { id: await life.requirementOf(id) }, 'id')
  const selection = 'status fundedOn fundedAmount { amountMinor currency } waitingOn'
  expect(await life.moves(life.funder, 'markFunded', { id, ...FUNDING }, selection)).toEqual({
    status: 'FUNDED',
    fundedOn: '2026-01-02',
    fundedAmount: { amountMinor: 1_900_000, currency: 'USD' },
    waitingOn: null,
  })
  expect((await life.events(id)).at(-1)).toBe('submission.funded')
})

test('VALIDATION_FAILED for a day in the future, an amount of 0 and another currency', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('APPROVED')
  await life.moves(life.broker, 'acceptOffer', { id: await life.offerOf(id) }, 'id')
  const faults = async (changes: object) => {
    const answer = await sendMove(life.funder, 'markFunded', { id, ...FUNDING, ...changes })
    return [outcome(answer), ...issues(answer)]
  }
  expect(await faults({ fundedOn: '2999-01-01' })).toEqual([
    '422 VALIDATION_FAILED',
    'fundedOn IN_THE_FUTURE',
  ])
  expect(await faults({ amount: { amountMinor: 0 } })).toEqual([
    '422 VALIDATION_FAILED',
    'amount.amountMinor NOT_POSITIVE',
  ])
  expect(await faults({ amount: { amountMinor: 1, currency: 'EUR' } })).toEqual([
    '422 VALIDATION_FAILED',
    'amount.currency CURRENCY_MISMATCH',
  ])
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'markFunded', from: 'APPROVED', illegalIn: 'IN_REVIEW' } as const
  expect(
    await provoke(world, code, {
      ...move,
      input: async (life, id) => {
        await life.moves(life.broker, 'acceptOffer', { id: await life.offerOf(id) }, 'id')
        return { id, amount: { amountMinor: 5 }, fundedOn: '2026-01-02' }
      },
    }),
  ).toBe(expected)
})
