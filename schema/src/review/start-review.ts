// startReview: the funder begins to review a submission.

import { builder } from '../builder.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'

builder.mutationField('startReview', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Starts the review of a SUBMITTED or HELD submission: its status becomes IN_REVIEW. Ends a hold.',
    problems: ['SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveSubmission(context, input, 'startReview', async ({ submission }) => ({
        status: 'IN_REVIEW',
        events: [
          ...(submission.status === 'HELD' ? [{ type: 'submission.released' as const }] : []),
          { type: 'submission.review_started' },
        ],
      })),
  }),
)
