// approve: the effect of an approval with offers. Used by approveSubmission and by rehearsals.

import type { Prisma } from '@latchkey/prisma'
import { newId } from '../../graphql/ids.ts'
import type { MoveState } from '../move-submission.ts'
import type { Effect } from '../moves/apply-effect.ts'

/** Terms of one offer, valid, in the currency of the submission. */
export type OfferTerms = Pick<
  Prisma.OfferCreateManyInput,
  | 'product'
  | 'fundedAmountMinor'
  | 'netAmountMinor'
  | 'paybackAmountMinor'
  | 'feesMinor'
  | 'paymentAmountMinor'
  | 'commissionMinor'
  | 'paymentFrequency'
  | 'termDays'
  | 'factorRate'
  | 'annualRatePercent'
  | 'expiresAt'
>

/** `createdById`: a user or an API key; null for the server. */
export async function approve(
  { tx, submission, now }: MoveState,
  offers: readonly OfferTerms[],
  createdById: string | null,
): Promise<Effect> {
  const { environment, funderId, id: submissionId, currency } = submission
  const whose = { environment, funderId, submissionId, createdAt: now }
  await tx.decision.create({
    data: { id: newId('Decision'), ...whose, outcome: 'APPROVED', decidedById: createdById },
  })
  const rows = offers.map((terms) => ({ id: newId('Offer'), ...whose, createdById, currency, ...terms }))
  await tx.offer.createMany({ data: rows })
  return {
    status: 'APPROVED',
    changes: { closingStage: null, dueAt: null },
    events: [
      { type: 'submission.approved' },
      ...rows.map(({ id }) => ({ type: 'offer.created' as const, subjectId: id })),
    ],
  }
}
