// approveSubmission, response by response.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { issues, outcome } from '../../support/graphql-result.ts'
import { OFFER, provoke, SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('approves with offers that both sides see', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.at('IN_REVIEW')
  const terms = {
    product: 'TERM_LOAN',
    netAmount: { amountMinor: 1_900_000, currency: 'USD' },
    paybackAmount: { amountMinor: 2_500_000, currency: 'USD' },
    fees: { amountMinor: 100_000, currency: 'USD' },
    paymentAmount: { amountMinor: 10_000, currency: 'USD' },
    commission: { amountMinor: 50_000, currency: 'USD' },
    paymentFrequency: 'DAILY',
    termDays: 250,
    factorRate: 1.25,
    annualRatePercent: 12.5,
    expiresAt: new Date(Date.now() + 20 * 86_400_000).toISOString(),
    fundedAmount: { amountMinor: 2_000_000, currency: 'USD' },
  }
  await life.moves(life.funder, 'approveSubmission', { id, offers: [terms, OFFER] })
  const money = (name: string) => `${name} { amountMinor currency }`
  const amounts = ['fundedAmount', 'netAmount', 'paybackAmount', 'fees', 'paymentAmount', 'commission']
  const selection = `status waitingOn offers { status product paymentFrequency termDays factorRate annualRatePercent
    expiresAt ${amounts.map(money).join(' ')} }`
  for (const by of [life.funder, life.broker]) {
    const { offers, ...rest } = await life.read(by, id, selection)
    expect(rest).toEqual({ status: 'APPROVED', waitingOn: 'BROKER' })
    expect(offers[1]).toEqual({ status: 'OFFERED', ...terms })
    expect(offers[0]).toMatchObject({ status: 'OFFERED', product: 'MCA', netAmount: null, factorRate: null })
  }
  expect((await life.events(id)).slice(-3)).toEqual(['submission.approved', 'offer.created', 'offer.created'])
})

test.each([
  [[], ['offers INVALID_COUNT']],
  [Array(11).fill(OFFER), ['offers INVALID_COUNT']],
  [[{ ...OFFER, fundedAmount: { amountMinor: 0 } }], ['offers.0.fundedAmount.amountMinor NOT_POSITIVE']],
  [[{ ...OFFER, netAmount: { amountMinor: 2_000_001 } }], ['offers.0.netAmount ABOVE_FUNDED_AMOUNT']],
  [[{ ...OFFER, paybackAmount: { amountMinor: 1 } }], ['offers.0.paybackAmount BELOW_FUNDED_AMOUNT']],
  [[{ ...OFFER, fees: { amountMinor: 1, currency: 'EUR' } }], ['offers.0.fees.currency CURRENCY_MISMATCH']],
  [[{ ...OFFER, termDays: 0 }], ['offers.0.termDays OUT_OF_RANGE']],
  [[{ ...OFFER, factorRate: 1.23456 }], ['offers.0.factorRate TOO_PRECISE']],
  [[{ ...OFFER, annualRatePercent: -1 }], ['offers.0.annualRatePercent OUT_OF_RANGE']],
  [[{ ...OFFER, expiresAt: '2020-01-01T00:00:00Z' }], ['offers.0.expiresAt IN_THE_PAST']],
  [[{ ...OFFER, expiresAt: '2099-01-01T00:00:00Z' }], ['offers.0.expiresAt TOO_FAR']],
])('VALIDATION_FAILED for offers %j', async (offers, expected) => {
  const life = await SubmissionLife.open(world)
  const answer = await sendMove(life.funder, 'approveSubmission', { id: await life.at('IN_REVIEW'), offers })
  expect([outcome(answer), ...issues(answer)]).toEqual(['422 VALIDATION_FAILED', ...expected])
})

test.each([
  ['404 SUBMISSION_NOT_FOUND', 'SUBMISSION_NOT_FOUND'],
  ['409 VERSION_CONFLICT', 'VERSION_CONFLICT'],
  ['409 ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'],
])('answers %s and changes nothing', async (expected, code) => {
  const move = { mutation: 'approveSubmission', from: 'IN_REVIEW', illegalIn: 'SUBMITTED' } as const
  expect(await provoke(world, code, { ...move, input: (_life, id) => ({ id, offers: [OFFER] }) })).toBe(
    expected,
  )
})
