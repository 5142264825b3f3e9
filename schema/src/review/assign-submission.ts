// assignSubmission: chooses the user who works on a submission.

import { builder } from '../builder.ts'
import { displayId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'

builder.mutationField('assignSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description: 'Assigns a submission to an active user, or to nobody. Brokers do not see the assignee.',
    problems: ['SUBMISSION_NOT_FOUND', 'NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      userId: t.input.id({ description: 'The id of an active user (`usr_`). Null or omitted: nobody.' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveSubmission(context, input, null, async ({ tx, submission: { funderId } }) => {
        const assignedUserId = input.userId ?? null
        if (assignedUserId !== null) {
          const user = await tx.user.findFirst({ where: { id: assignedUserId, funderId, status: 'ACTIVE' } })
          if (user === null) {
            throw new Problem(
              'NOT_FOUND',
              `There is no active user ${displayId(assignedUserId)}. Use the query users to find the id.`,
            )
          }
        }
        return {
          changes: { assignedUserId },
          events: [{ type: 'submission.assigned', data: { assigneeId: assignedUserId } }],
        }
      }),
  }),
)
