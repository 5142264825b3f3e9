// holdSubmission: stops a submission before its review.

import { builder } from '../builder.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'

builder.mutationField('holdSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Holds a SUBMITTED or IN_REVIEW submission, for example to compare it with one of another broker. The broker sees SUBMITTED and gets no event.',
    problems: ['SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveSubmission(context, input, 'holdSubmission', async () => ({
        status: 'HELD',
        events: [{ type: 'submission.held' }],
      })),
  }),
)
