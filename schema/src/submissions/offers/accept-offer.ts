// acceptOffer: the broker chooses one of the open offers.

import { builder } from '../../builder.ts'
import { Offer } from './offer.ts'
import { closeOffers, moveOffer } from './open-offers.ts'

builder.mutationField('acceptOffer', (t) =>
  t.fieldWithInput({
    type: Offer,
    description:
      'Accepts an open offer of an APPROVED submission. All other open offers become NOT_SELECTED. The `closingStage` of the submission becomes OFFER_ACCEPTED.',
    problems: [
      'NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'VERSION_CONFLICT',
      'ILLEGAL_TRANSITION',
      'OFFER_NOT_OPEN',
    ],
    input: {
      id: t.input.id({ required: true, description: 'The id of the offer (`ofr_`).' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveOffer(context, {
        input,
        move: 'acceptOffer',
        from: ['OFFERED'],
        run: async (offer, state) => {
          const others = await closeOffers(state, 'NOT_SELECTED', offer.id)
          await state.tx.offer.update({
            where: { id: offer.id },
            data: { status: 'ACCEPTED', closedAt: state.now },
          })
          return {
            changes: { closingStage: 'OFFER_ACCEPTED' },
            events: [{ type: 'offer.accepted', subjectId: offer.id }, ...others],
          }
        },
      }),
  }),
)
