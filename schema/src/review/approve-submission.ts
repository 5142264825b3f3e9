// approveSubmission: the funder approves a submission with offers.

import { builder } from '../builder.ts'
import { actorOf } from '../events/record-event.ts'
import { approve } from '../submissions/effects/approve.ts'
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
        checkCurrency(issues, 'offers', input.offers, state.submission.currency)
        issues.throwIfAny()
        return approve(state, offers, actorOf(context.principal).id)
      })
    },
  }),
)
