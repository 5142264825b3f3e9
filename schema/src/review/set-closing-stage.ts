// setClosingStage: records the progress between offer and funding.

import { builder } from '../builder.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { ClosingStage } from '../submissions/progress.ts'
import { Submission } from '../submissions/submission.ts'
import { noAcceptedOffer } from './mark-funded.ts'

builder.mutationField('setClosingStage', (t) =>
  t.fieldWithInput({
    type: Submission,
    description: 'Sets the closing stage of an APPROVED submission with an accepted offer.',
    problems: ['SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      stage: t.input.field({ type: ClosingStage, required: true, description: 'The stage reached.' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveSubmission(context, input, 'setClosingStage', async ({ submission }) => {
        if (submission.closingStage === null) throw noAcceptedOffer()
        return {
          changes: { closingStage: input.stage },
          events: [{ type: 'submission.stage_changed', data: { stage: input.stage } }],
        }
      }),
  }),
)
