// releaseLegalHold: allows the data of a submission to be erased again.

import { builder } from '../builder.ts'
import { newId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import { writeNote } from '../submissions/messages/write-note.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'
import { Issues } from '../validation/issues.ts'

builder.mutationField('releaseLegalHold', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Ends the legal hold of a submission. If its retention period is over, its data is erased soon after. The reason becomes an internal note.',
    problems: ['VALIDATION_FAILED', 'SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      reason: t.input.string({
        required: true,
        description: 'Why the data need not be kept any longer, 1 to 2,000 characters.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      const reason = issues.text('reason', input.reason, { max: 2_000, multiline: true })
      issues.throwIfAny()
      return moveSubmission(context, input, null, async (state) => {
        if (!state.submission.legalHold)
          throw new Problem('ILLEGAL_TRANSITION', 'This submission is not under a legal hold.')
        await writeNote(state, context.principal, newId('Note'), reason)
        return { changes: { legalHold: false }, events: [{ type: 'submission.legal_hold_released' }] }
      })
    },
  }),
)
