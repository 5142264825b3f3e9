// rescindOffer: the funder takes an offer back.

import { builder } from '../../builder.ts'
import { Offer } from '../../submissions/offers/offer.ts'
import { moveOffer, statusAfterOffers } from '../../submissions/offers/open-offers.ts'

builder.mutationField('rescindOffer', (t) =>
  t.fieldWithInput({
    type: Offer,
    description:
      'Takes back an open or accepted offer. If no offer is open or accepted after that, the submission returns to IN_REVIEW.',
    problems: ['NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION', 'OFFER_NOT_OPEN'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the offer (`ofr_`).' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveOffer(context, {
        input,
        move: 'rescindOffer',
        from: ['OFFERED', 'ACCEPTED'],
        run: async (offer, state) => {
          await state.tx.offer.update({
            where: { id: offer.id },
            data: { status: 'RESCINDED', closedAt: state.now },
          })
          return {
            status: await statusAfterOffers(state),
            changes: offer.status === 'ACCEPTED' ? { closingStage: null } : {},
            events: [{ type: 'offer.rescinded', subjectId: offer.id }],
          }
        },
      }),
  }),
)
