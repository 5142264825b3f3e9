// withdrawSubmission: the broker takes a submission back.

import { WithdrawReason as Reasons } from '@latchkey/prisma'
import { builder } from '../builder.ts'
import { moveSubmission } from './move-submission.ts'
import { closeOffers } from './offers/open-offers.ts'
import { Submission } from './submission.ts'

const WithdrawReason = builder.enumType('WithdrawReason', {
  description: 'Why a submission was withdrawn.',
  values: {
    [Reasons.MERCHANT_CHANGED_MIND]: { description: 'The company no longer wants funding.' },
    [Reasons.FUNDED_ELSEWHERE]: { description: 'The company got funding from another funder.' },
    [Reasons.WRONG_DATA]: { description: 'The submission contains wrong data.' },
    [Reasons.DUPLICATE]: { description: 'The submission was sent more than once.' },
    [Reasons.OTHER]: { description: 'None of these.' },
  },
})

builder.prismaObjectField('Submission', 'withdrawReason', (t) =>
  t.expose('withdrawReason', {
    type: WithdrawReason,
    nullable: true,
    description: 'Why it was withdrawn. Null unless it is or was withdrawn.',
  }),
)

builder.mutationField('withdrawSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description: 'Withdraws a submission that is not closed yet. Its open offers become REJECTED.',
    problems: ['SUBMISSION_NOT_FOUND', 'RELATIONSHIP_NOT_ACTIVE', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      reason: t.input.field({ type: WithdrawReason, required: true, description: 'Why you withdraw it.' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveSubmission(context, input, 'withdrawSubmission', async (state) => {
        const offers = await closeOffers(state, 'REJECTED')
        return {
          status: 'WITHDRAWN',
          changes: { withdrawReason: input.reason, closingStage: null, dueAt: null },
          events: [{ type: 'submission.withdrawn', data: { reason: input.reason } }, ...offers],
        }
      }),
  }),
)
