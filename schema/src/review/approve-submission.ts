// approveSubmission: the funder approves a submission with offers.

import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { newId } from '../graphql/ids.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'
import { Issues } from '../validation/issues.ts'
import { checkCurrency, checkOffers, OfferInput } from './offers/offer-input.ts'

builder.mutationField('approveSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Approves a submission that is IN_REVIEW with 1 to 10 offers. The broker accepts one of them with acceptOffer.',
    problems: ['VALIDATION_FAILED', 'SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      offers: t.input.field({ type: [OfferInput], required: true, description: 'The offers, 1 to 10.' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      const offers = checkOffers(issues, 'offers', input.offers, context.principal.now)
      issues.throwIfAny()
      return moveSubmission(context, input, 'approveSubmission', async (state) => {
        const { environment, funderId, id: submissionId, currency } = state.submission
        checkCurrency(issues, 'offers', input.offers, currency)
        issues.throwIfAny()
        const ids = offers.map(() => newId('Offer'))
        const createdById = actorOf(context.principal).id
        const whose = { environment, funderId, submissionId, createdAt: state.now }
        await state.tx.decision.create({
          data: { id: newId('Decision'), ...whose, outcome: 'APPROVED', decidedById: createdById },
        })
        await state.tx.offer.createMany({
          data: offers.map((offer, index) => ({
            id: ids[index] ?? newId('Offer'),
            ...whose,
            createdById,
            currency,
            ...offer,
          })),
        })
        return {
          status: 'APPROVED',
          changes: { closingStage: null, dueAt: null },
          events: [
            { type: 'submission.approved' },
            ...ids.map((subjectId) => ({ type: 'offer.created' as const, subjectId })),
          ],
        }
      })
    },
  }),
)
