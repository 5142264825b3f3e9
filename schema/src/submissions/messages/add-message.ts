// addMessage: writes a message to the other party of a submission.

import { builder } from '../../builder.ts'
import { actorOf } from '../../events/record-event.ts'
import { newId } from '../../graphql/ids.ts'
import { Issues } from '../../validation/issues.ts'
import { moveSubmission } from '../move-submission.ts'
import { Message } from './message.ts'

builder.mutationField('addMessage', (t) =>
  t.fieldWithInput({
    type: Message,
    description:
      'Adds a message to a submission. Both broker and funder see it. For internal notes, use addNote.',
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
      const { principal } = context
      const issues = new Issues()
      const text = issues.text('text', input.text, { max: 5_000, multiline: true })
      issues.throwIfAny()
      const id = newId('Message')
      const target = { id: input.submissionId, expectedVersion: input.expectedVersion }
      await moveSubmission(context, target, null, async ({ tx, submission, now, seal }) => {
        const { environment, funderId, id: submissionId } = submission
        await tx.message.create({
          data: {
            id,
            environment,
            funderId,
            submissionId,
            side: principal.kind === 'BROKER' ? 'BROKER' : 'FUNDER',
            authorId: actorOf(principal).id,
            textCipher: seal(text, `${id}.text`),
            createdAt: now,
          },
        })
        return { events: [{ type: 'message.created', subjectId: id }], resultId: id }
      })
      return context.db.message.findUniqueOrThrow({ where: { id } })
    },
  }),
)
