// cashAdvance and termLoan: terms of demo offers, for amounts in dollars. Used by the stories.

import type { Prisma } from '@latchkey/prisma'

export type OfferTerms = Omit<
  Prisma.OfferCreateManyInput,
  'id' | 'environment' | 'funderId' | 'submissionId' | 'expiresAt'
>

export function cashAdvance(dollars: number): OfferTerms {
  return {
    product: 'MCA',
    fundedAmountMinor: cents(dollars),
    netAmountMinor: cents(dollars * 0.97),
    paybackAmountMinor: cents(dollars * 1.28),
    feesMinor: cents(dollars * 0.03),
    factorRate: 1.28,
    paymentAmountMinor: cents((dollars * 1.28) / 126),
    paymentFrequency: 'DAILY',
    termDays: 180,
    commissionMinor: cents(dollars * 0.07),
  }
}

export function termLoan(dollars: number): OfferTerms {
  return {
    product: 'TERM_LOAN',
    fundedAmountMinor: cents(dollars),
    netAmountMinor: cents(dollars * 0.98),
    paybackAmountMinor: cents(dollars * 1.12),
    feesMinor: cents(dollars * 0.02),
    annualRatePercent: 21.9,
    paymentAmountMinor: cents((dollars * 1.12) / 12),
    paymentFrequency: 'MONTHLY',
    termDays: 365,
    commissionMinor: cents(dollars * 0.04),
  }
}

export function cents(dollars: number): bigint {
  return BigInt(Math.round(dollars * 100))
}
