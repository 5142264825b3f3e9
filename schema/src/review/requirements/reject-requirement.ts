// rejectRequirement: the funder rejects a response.

import { builder } from '../../builder.ts'
import { dueAgain, moveRequirement } from '../../submissions/requirements/move-requirement.ts'
import { Requirement } from '../../submissions/requirements/requirement.ts'
import { Issues } from '../../validation/issues.ts'

builder.mutationField('rejectRequirement', (t) =>
  t.fieldWithInput({
    type: Requirement,
    description:
      'Rejects the response to a requirement with a note that the broker sees. The broker must respond again; a submission IN_REVIEW becomes INFO_REQUESTED.',
    problems: ['VALIDATION_FAILED', 'NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the requirement (`req_`).' }),
      note: t.input.string({
        required: true,
        description: 'What is wrong with the response, 1 to 2,000 characters. The broker sees it.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const issues = new Issues()
      const note = issues.text('note', input.note, { max: 2_000, multiline: true })
      issues.throwIfAny()
      return moveRequirement(context, {
        input,
        move: 'rejectRequirement',
        from: ['RESPONDED'],
        event: 'requirement.rejected',
        changes: async ({ seal, now }, requirement) => ({
          status: 'REJECTED',
          noteCipher: seal(note, `${input.id}.note`),
          dueAt: dueAgain(requirement, now),
        }),
      })
    },
  }),
)
