// The Offer type and the offers of a submission. Loaded by schema.ts.

import {
  PaymentFrequency as Frequencies,
  OfferProduct as Products,
  OfferStatus as Statuses,
} from '@latchkey/prisma'
import { tenantScope } from '../../auth/tenant-scope.ts'
import { builder } from '../../builder.ts'
import { IN_ROW, listOf } from '../../graphql/complexity.ts'
import { registerNode } from '../../graphql/load-by-id.ts'
import { Node } from '../../graphql/node.ts'
import { Money } from '../money.ts'
import { unseal } from '../unseal.ts'

const SHOWN_OFFERS = 20

export const OfferProduct = builder.enumType('OfferProduct', {
  description: 'Kind of funding.',
  values: {
    [Products.MCA]: { description: 'Merchant cash advance: a purchase of future revenue.' },
    [Products.TERM_LOAN]: { description: 'A loan with a fixed term.' },
    [Products.LINE_OF_CREDIT]: { description: 'A credit line to draw from.' },
  },
})

export const PaymentFrequency = builder.enumType('PaymentFrequency', {
  description: 'How often the company pays.',
  values: {
    [Frequencies.DAILY]: { description: 'Each business day.' },
    [Frequencies.WEEKLY]: { description: 'Each week.' },
    [Frequencies.BIWEEKLY]: { description: 'Every two weeks.' },
    [Frequencies.MONTHLY]: { description: 'Each month.' },
  },
})

const OfferStatus = builder.enumType('OfferStatus', {
  description: 'Status of an offer.',
  values: {
    [Statuses.OFFERED]: { description: 'Open: the broker can accept or reject it until it expires.' },
    [Statuses.ACCEPTED]: { description: 'The broker accepted it.' },
    [Statuses.REJECTED]: { description: 'The broker rejected it, or withdrew the submission.' },
    [Statuses.NOT_SELECTED]: { description: 'The broker accepted another offer.' },
    [Statuses.EXPIRED]: { description: 'It expired before the broker accepted it.' },
    [Statuses.RESCINDED]: { description: 'The funder took it back.' },
  },
})

export const Offer = builder.prismaObject('Offer', {
  interfaces: [Node],
  description: 'Terms that the funder offers for a submission.',
  fields: (t) => {
    const money = (
      column:
        | 'netAmountMinor'
        | 'paybackAmountMinor'
        | 'feesMinor'
        | 'paymentAmountMinor'
        | 'commissionMinor',
      description: string,
    ) =>
      t.field({
        type: Money,
        nullable: true,
        complexity: IN_ROW,
        description: `${description} Null if not stated.`,
        resolve: (offer) => {
          const amountMinor = offer[column]
          return amountMinor === null ? null : { amountMinor, currency: offer.currency }
        },
      })
    return {
      status: t.field({
        type: OfferStatus,
        description: 'Status of the offer.',
        // An offer past its expiry cannot be accepted, whether or not a job has marked it yet.
        resolve: ({ status, expiresAt }, _args, { principal }) =>
          status === 'OFFERED' && expiresAt <= principal.now ? 'EXPIRED' : status,
      }),
      product: t.expose('product', { type: OfferProduct, description: 'Kind of funding.' }),
      fundedAmount: t.field({
        type: Money,
        complexity: IN_ROW,
        description: 'Amount that the funder pays, before fees.',
        resolve: ({ fundedAmountMinor: amountMinor, currency }) => ({ amountMinor, currency }),
      }),
      netAmount: money('netAmountMinor', 'Amount that the company receives.'),
      paybackAmount: money('paybackAmountMinor', 'Total that the company pays back.'),
      fees: money('feesMinor', 'Total of all fees.'),
      paymentAmount: money('paymentAmountMinor', 'Amount of one payment.'),
      commission: money('commissionMinor', 'Commission of the broker, for display only.'),
      paymentFrequency: t.expose('paymentFrequency', {
        type: PaymentFrequency,
        nullable: true,
        description: 'How often the company pays. Null if not stated.',
      }),
      termDays: t.exposeInt('termDays', { nullable: true, description: 'Term in days. Null if not stated.' }),
      factorRate: t.float({
        nullable: true,
        description: 'Payback divided by the funded amount, such as 1.25. Null if not stated.',
        resolve: ({ factorRate }) => factorRate?.toNumber() ?? null,
      }),
      annualRatePercent: t.float({
        nullable: true,
        description: 'Yearly interest rate in percent, such as 12.5. Null if not stated.',
        resolve: ({ annualRatePercent }) => annualRatePercent?.toNumber() ?? null,
      }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'When the offer expires.' }),
      rejectReason: t.string({
        nullable: true,
        description: 'Why the broker rejected the offer. Null if not stated.',
        resolve: ({ id, submissionId, rejectNoteCipher }, _args, context) =>
          unseal(context, submissionId, rejectNoteCipher, `${id}.rejectNote`),
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
      closedAt: t.expose('closedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was accepted or closed. Null while it is open.',
      }),
    }
  },
})

registerNode('Offer', 'submission', ({ db, principal }, id) =>
  db.offer.findFirst({ where: { AND: [{ id }, tenantScope.offer(principal)] } }),
)

builder.prismaObjectField('Submission', 'offers', (t) =>
  t.relation('offers', {
    complexity: listOf(SHOWN_OFFERS),
    query: { orderBy: { id: 'desc' }, take: SHOWN_OFFERS },
    description: `Offers of the funder, newest first, at most ${SHOWN_OFFERS}.`,
  }),
)
