// reopenSubmission: takes a closed submission back into review.

import { builder } from '../builder.ts'
import { Problem } from '../graphql/problem.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'

builder.mutationField('reopenSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Takes a DECLINED or WITHDRAWN submission back into review: its status becomes IN_REVIEW. A draft that was never submitted cannot be reopened.',
    problems: ['SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveSubmission(context, input, 'reopenSubmission', async ({ submission }) => {
        if (submission.submittedAt === null)
          throw new Problem('ILLEGAL_TRANSITION', 'This submission was withdrawn before it was submitted.')
        return { status: 'IN_REVIEW', events: [{ type: 'submission.reopened' }] }
      }),
  }),
)
