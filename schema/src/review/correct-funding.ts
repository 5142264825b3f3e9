// correctFunding: takes back markFunded after a mistake.

import { builder } from '../builder.ts'
import { newId } from '../graphql/ids.ts'
import { writeNote } from '../submissions/messages/write-note.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'
import { Issues } from '../validation/issues.ts'

builder.mutationField('correctFunding', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Corrects a wrong markFunded: the status becomes APPROVED again, and amount and day are cleared. The reason becomes an internal note.',
    problems: ['VALIDATION_FAILED', 'SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      reason: t.input.string({ required: true, description: 'Why it was wrong, 1 to 2,000 characters.' }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      const reason = issues.text('reason', input.reason, { max: 2_000, multiline: true })
      issues.throwIfAny()
      return moveSubmission(context, input, 'correctFunding', async (state) => {
        await writeNote(state, context.principal, newId('Note'), reason)
        return {
          status: 'APPROVED',
          changes: { fundedAmountMinor: null, fundedOn: null },
          events: [{ type: 'submission.funding_corrected' }],
        }
      })
    },
  }),
)
