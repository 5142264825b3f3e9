// rejectOffer: the broker declines one offer.

import { builder } from '../../builder.ts'
import { Issues } from '../../validation/issues.ts'
import { Offer } from './offer.ts'
import { moveOffer, statusAfterOffers } from './open-offers.ts'

builder.mutationField('rejectOffer', (t) =>
  t.fieldWithInput({
    type: Offer,
    description:
      'Rejects an open offer of an APPROVED submission. If no other offer is open, the submission returns to IN_REVIEW.',
    problems: [
      'VALIDATION_FAILED',
      'NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'VERSION_CONFLICT',
      'ILLEGAL_TRANSITION',
      'OFFER_NOT_OPEN',
    ],
    input: {
      id: t.input.id({ required: true, description: 'The id of the offer (`ofr_`).' }),
      reason: t.input.string({ required: true, description: 'Why you reject it, 1 to 2,000 characters.' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      const reason = issues.text('reason', input.reason, { max: 2_000, multiline: true })
      issues.throwIfAny()
      return moveOffer(context, {
        input,
        move: 'rejectOffer',
        from: ['OFFERED'],
        run: async ({ id }, state) => {
          const rejectNoteCipher = state.seal(reason, `${id}.rejectNote`)
          await state.tx.offer.update({
            where: { id },
            data: { status: 'REJECTED', closedAt: state.now, rejectNoteCipher },
          })
          return {
            status: await statusAfterOffers(state),
            events: [{ type: 'offer.rejected', subjectId: id }],
          }
        },
      })
    },
  }),
)
