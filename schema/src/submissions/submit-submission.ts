// submitSubmission: hands a complete draft to the funder.

import { builder } from '../builder.ts'
import { SYSTEM_ACTOR } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { checkDuplicates } from './find-duplicates.ts'
import { moveSubmission } from './move-submission.ts'
import { readinessOf } from './readiness.ts'
import { courseOf } from './rehearsal/rehearsal-tax-ids.ts'
import { movesOf, REHEARSAL } from './rehearsal/rehearse.ts'
import { Submission } from './submission.ts'

builder.mutationField('submitSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Submits a draft to the funder. If required data is missing, it fails with INCOMPLETE, lists everything that is missing in `issues`, and changes nothing. If you have an open submission for the same tax id, it fails with DUPLICATE_SUBMISSION. A new submission after a closed one gets `previousSubmission`. In DEVELOPMENT, the tax ids of rehearsals play a result at once.',
    problems: [
      'SUBMISSION_NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'VERSION_CONFLICT',
      'ILLEGAL_TRANSITION',
      'INCOMPLETE',
      'DUPLICATE_SUBMISSION',
    ],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) =>
      moveSubmission(context, input, 'submitSubmission', async ({ tx, submission, now }) => {
        const { missing } = readinessOf({ ...submission, ownerCount: submission.owners.length })
        if (missing.length > 0) {
          const paths = missing.map(({ path }) => `\`${path}\``).join(', ')
          throw new Problem(
            'INCOMPLETE',
            `The submission lacks ${paths}. Set them with updateSubmission, then submit again.`,
            missing,
          )
        }
        const course = courseOf(context.masterKeys, submission)
        // Rehearsals can be repeated, so only that of a duplicate looks for other submissions.
        const { previousSubmissionId, mustHold } =
          course === null || course === 'DUPLICATE'
            ? await checkDuplicates(tx, submission, now)
            : { previousSubmissionId: null, mustHold: false }
        const isHeld = mustHold || course === 'DUPLICATE'
        return {
          status: isHeld ? 'HELD' : 'SUBMITTED',
          changes: { submittedAt: now, previousSubmissionId },
          events: [
            { type: 'submission.submitted' },
            ...(isHeld
              ? [
                  {
                    type: 'submission.held' as const,
                    actor: SYSTEM_ACTOR,
                    data: course === null ? {} : REHEARSAL,
                  },
                ]
              : []),
          ],
          next: course === null ? [] : movesOf(course),
        }
      }),
  }),
)
