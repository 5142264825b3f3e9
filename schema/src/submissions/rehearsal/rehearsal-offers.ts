// rehearsalOffers: plausible offers for a requested amount. Used by rehearsals. Pure.

import type { PaymentFrequency } from '@latchkey/prisma'
import type { OfferTerms } from '../effects/approve.ts'

const OFFER_LIFETIME_MS = 30 * 86_400_000

/** Terms are exact integers in GraphQL, so that amounts above this are cut. */
const MAX_FUNDED = BigInt(Number.MAX_SAFE_INTEGER) / 2n

/** Shares of the requested amount, in percent. */
const SHARES = { MCA: 100n, TERM_LOAN: 80n, LINE_OF_CREDIT: 50n } as const

type Product = keyof typeof SHARES

interface Cost {
  /** In percent of the funded amount. */
  readonly payback: bigint
  readonly payments: bigint
  readonly paymentFrequency: PaymentFrequency
  readonly termDays: number
  readonly factorRate: number | null
  readonly annualRatePercent: number | null
}

const COSTS: Record<Product, Cost> = {
  MCA: {
    payback: 130n,
    payments: 126n,
    paymentFrequency: 'DAILY',
    termDays: 180,
    factorRate: 1.3,
    annualRatePercent: null,
  },
  TERM_LOAN: {
    payback: 112n,
    payments: 12n,
    paymentFrequency: 'MONTHLY',
    termDays: 365,
    factorRate: null,
    annualRatePercent: 21.5,
  },
  LINE_OF_CREDIT: {
    payback: 108n,
    payments: 26n,
    paymentFrequency: 'WEEKLY',
    termDays: 182,
    factorRate: null,
    annualRatePercent: 29.9,
  },
}

/** `amount`: the requested amount in minor units. */
export function rehearsalOffer(product: Product, amount: bigint, now: Date): OfferTerms {
  const { payback: percent, payments, ...terms } = COSTS[product]
  const requested = amount > MAX_FUNDED ? MAX_FUNDED : amount
  const funded = atLeastOne((requested * SHARES[product]) / 100n)
  const payback = (funded * percent) / 100n
  const fees = (funded * 2n) / 100n
  return {
    product,
    fundedAmountMinor: funded,
    netAmountMinor: funded - fees,
    paybackAmountMinor: payback,
    feesMinor: fees === 0n ? null : fees,
    paymentAmountMinor: atLeastOne(payback / payments),
    commissionMinor: atLeastOne((funded * 6n) / 100n),
    ...terms,
    expiresAt: new Date(now.getTime() + OFFER_LIFETIME_MS),
  }
}

function atLeastOne(amount: bigint): bigint {
  return amount < 1n ? 1n : amount
}
