// addNote: adds an internal note of the funder.

import { builder } from '../builder.ts'
import { newId } from '../graphql/ids.ts'
import { Note } from '../submissions/messages/note.ts'
import { writeNote } from '../submissions/messages/write-note.ts'
import { moveSubmission } from '../submissions/move-submission.ts'
import { Issues } from '../validation/issues.ts'

builder.mutationField('addNote', (t) =>
  t.fieldWithInput({
    type: Note,
    description:
      'Adds an internal note to a submission. Brokers do not see notes. For the broker, use addMessage.',
    problems: ['VALIDATION_FAILED', 'SUBMISSION_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      submissionId: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      text: t.input.string({
        required: true,
        description: 'Text, 1 to 5,000 characters. Line breaks are kept.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: async (_root, { input }, context) => {
      const issues = new Issues()
      const text = issues.text('text', input.text, { max: 5_000, multiline: true })
      issues.throwIfAny()
      const id = newId('Note')
      const target = { id: input.submissionId, expectedVersion: input.expectedVersion }
      await moveSubmission(context, target, null, async (state) => {
        await writeNote(state, context.principal, id, text)
        return { events: [], resultId: id }
      })
      return context.db.note.findUniqueOrThrow({ where: { id } })
    },
  }),
)
