// extendOffer: gives the broker more time for an offer.

import { builder } from '../../builder.ts'
import { Problem } from '../../graphql/problem.ts'
import { Offer } from '../../submissions/offers/offer.ts'
import { moveOffer } from '../../submissions/offers/open-offers.ts'
import { Issues } from '../../validation/issues.ts'
import { checkOfferExpiry } from './offer-input.ts'

builder.mutationField('extendOffer', (t) =>
  t.fieldWithInput({
    type: Offer,
    description:
      'Sets a later expiry of an open or expired offer, while the submission is APPROVED and no offer is accepted.',
    problems: ['VALIDATION_FAILED', 'NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION', 'OFFER_NOT_OPEN'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the offer (`ofr_`).' }),
      expiresAt: t.input.field({
        type: 'DateTime',
        required: true,
        description: 'New expiry, later than before and at most one year from now.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      checkOfferExpiry(issues, 'expiresAt', input.expiresAt, context.principal.now)
      issues.throwIfAny()
      return moveOffer(context, {
        input,
        move: 'extendOffer',
        from: ['OFFERED', 'EXPIRED'],
        run: async (offer, { tx, submission }) => {
          if (submission.closingStage !== null) {
            throw new Problem(
              'OFFER_NOT_OPEN',
              `This offer is ${offer.status}, and the broker has accepted another one. You can extend an offer only while no offer is accepted.`,
            )
          }
          if (input.expiresAt <= offer.expiresAt)
            issues.add('expiresAt', 'NOT_LATER', 'Must be later than the current expiry of the offer.')
          issues.throwIfAny()
          await tx.offer.update({
            where: { id: offer.id },
            data: { status: 'OFFERED', closedAt: null, expiresAt: input.expiresAt },
          })
          return { events: [{ type: 'offer.extended', subjectId: offer.id }] }
        },
      })
    },
  }),
)
