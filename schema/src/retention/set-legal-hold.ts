// setLegalHold: keeps the data of a submission from being erased.

import { builder } from '../builder.ts'
import { newId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import { writeNote } from '../submissions/messages/write-note.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Submission } from '../submissions/submission.ts'
import { Issues } from '../validation/issues.ts'

builder.mutationField('setLegalHold', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Puts a submission under a legal hold: until releaseLegalHold, neither eraseSubmission nor the retention period erases its data, and the content of removed documents is kept. The reason becomes an internal note. Brokers do not see the hold.',
    problems: ['VALIDATION_FAILED', 'SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      reason: t.input.string({
        required: true,
        description: 'Why the data must be kept, 1 to 2,000 characters.',
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
        if (state.submission.legalHold)
          throw new Problem('ILLEGAL_TRANSITION', 'This submission is already under a legal hold.')
        await writeNote(state, context.principal, newId('Note'), reason)
        return { changes: { legalHold: true }, events: [{ type: 'submission.legal_hold_set' }] }
      })
    },
  }),
)
