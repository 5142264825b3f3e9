// releaseHold: ends a hold. The submission waits for review again.

import { builder } from '../builder.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'

builder.mutationField('releaseHold', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Ends a hold: the status becomes SUBMITTED. The broker gets no event. To release it and start the review, use startReview.',
    problems: ['SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveSubmission(context, input, 'releaseHold', async () => ({
        status: 'SUBMITTED',
        events: [{ type: 'submission.released' }],
      })),
  }),
)
