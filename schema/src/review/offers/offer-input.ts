// OfferInput and its validation. Used by approveSubmission and extendOffer.

import { builder } from '../../builder.ts'
import { checkMoney, MoneyInput } from '../../submissions/money.ts'
import { OfferProduct, PaymentFrequency } from '../../submissions/offers/offer.ts'
import type { Issues } from '../../validation/issues.ts'

const MAX_OFFERS = 10
const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
const MAX_DAYS = 366

export const OfferInput = builder.inputType('OfferInput', {
  description: 'Terms to offer. All amounts have the currency of the submission.',
  fields: (t) => ({
    product: t.field({ type: OfferProduct, required: true, description: 'Kind of funding.' }),
    fundedAmount: t.field({
      type: MoneyInput,
      required: true,
      description: 'Amount that you pay, before fees.',
    }),
    netAmount: t.field({
      type: MoneyInput,
      description: 'Amount that the company receives, at most `fundedAmount`.',
    }),
    paybackAmount: t.field({
      type: MoneyInput,
      description: 'Total that the company pays back, at least `fundedAmount`.',
    }),
    fees: t.field({ type: MoneyInput, description: 'Total of all fees. Omitted: not stated.' }),
    paymentAmount: t.field({ type: MoneyInput, description: 'Amount of one payment.' }),
    commission: t.field({ type: MoneyInput, description: 'Commission of the broker, for display only.' }),
    paymentFrequency: t.field({ type: PaymentFrequency, description: 'How often the company pays.' }),
    termDays: t.int({ description: 'Term in days, 1 to 3,650.' }),
    factorRate: t.float({ description: 'Payback divided by funded amount, 1 to 10, at most four decimals.' }),
    annualRatePercent: t.float({
      description: 'Yearly interest rate in percent, 0 to 1,000, at most four decimals.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'Expiry, in the future and at most one year from now. Default: 30 days from now.',
    }),
  }),
})

type Given = typeof OfferInput.$inferInput

const AMOUNTS = [
  'fundedAmount',
  'netAmount',
  'paybackAmount',
  'fees',
  'paymentAmount',
  'commission',
] as const satisfies (keyof Given)[]

export function checkOffers(issues: Issues, path: string, offers: readonly Given[], now: Date) {
  if (offers.length < 1 || offers.length > MAX_OFFERS) {
    issues.add(path, 'INVALID_COUNT', `Send 1 to ${MAX_OFFERS} offers; you sent ${offers.length}.`)
    return []
  }
  return offers.map((offer, index) => checkOffer(issues, `${path}.${index}`, offer, now))
}

function checkOffer(issues: Issues, path: string, offer: Given, now: Date) {
  const amounts = AMOUNTS.map(
    (name) => checkMoney(issues, `${path}.${name}`, offer[name])?.amountMinor ?? null,
  )
  const [, net, payback, fees, payment, commission] = amounts.map(toBigInt)
  const funded = BigInt(offer.fundedAmount.amountMinor)
  if (net != null && net > funded)
    issues.add(`${path}.netAmount`, 'ABOVE_FUNDED_AMOUNT', 'Must be at most `fundedAmount`.')
  if (payback != null && payback < funded)
    issues.add(`${path}.paybackAmount`, 'BELOW_FUNDED_AMOUNT', 'Must be at least `fundedAmount`.')
  const expiresAt = offer.expiresAt ?? new Date(now.getTime() + DEFAULT_DAYS * DAY_MS)
  checkOfferExpiry(issues, `${path}.expiresAt`, expiresAt, now)
  return {
    product: offer.product,
    fundedAmountMinor: funded,
    netAmountMinor: net ?? null,
    paybackAmountMinor: payback ?? null,
    feesMinor: fees ?? null,
    paymentAmountMinor: payment ?? null,
    commissionMinor: commission ?? null,
    paymentFrequency: offer.paymentFrequency ?? null,
    termDays: inRange(issues, `${path}.termDays`, offer.termDays, 1, 3_650),
    factorRate: rate(issues, `${path}.factorRate`, offer.factorRate, 1, 10),
    annualRatePercent: rate(issues, `${path}.annualRatePercent`, offer.annualRatePercent, 0, 1_000),
    expiresAt,
  }
}

function toBigInt(amount: number | bigint | null): bigint | null {
  return amount === null ? null : BigInt(amount)
}

function inRange(
  issues: Issues,
  path: string,
  value: number | null | undefined,
  min: number,
  max: number,
): number | null {
  if (value == null) return null
  if (value < min || value > max)
    issues.add(path, 'OUT_OF_RANGE', `Must be from ${min} to ${max.toLocaleString('en')}.`)
  return value
}

function rate(issues: Issues, path: string, value: number | null | undefined, min: number, max: number) {
  const checked = inRange(issues, path, value, min, max)
  // The column stores four decimals. The stored rate must equal the rate in the request.
  if (checked !== null && Math.round(checked * 10_000) / 10_000 !== checked)
    issues.add(path, 'TOO_PRECISE', 'At most four decimals.')
  return checked
}

export function checkOfferExpiry(issues: Issues, path: string, expiresAt: Date, now: Date): void {
  if (expiresAt <= now) issues.add(path, 'IN_THE_PAST', 'Must be in the future.')
  if (expiresAt.getTime() > now.getTime() + MAX_DAYS * DAY_MS)
    issues.add(path, 'TOO_FAR', 'At most one year from now.')
}

/** Adds an issue for each amount in another currency than the submission. */
export function checkCurrency(
  issues: Issues,
  path: string,
  offers: readonly Given[],
  currency: string,
): void {
  for (const [index, offer] of offers.entries()) {
    for (const name of AMOUNTS) {
      const given = offer[name]
      if (given != null && given.currency !== currency) {
        issues.add(
          `${path}.${index}.${name}.currency`,
          'CURRENCY_MISMATCH',
          `Must be ${currency}, the currency of the submission.`,
        )
      }
    }
  }
}
