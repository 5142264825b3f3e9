// respondToRequirement: the broker answers a requirement with a text or documents.

import { builder } from '../../builder.ts'
import { Issues } from '../../validation/issues.ts'
import { MAX_DOCUMENTS } from '../document-class.ts'
import type { MoveState } from '../move-submission.ts'
import { moveRequirement, UNANSWERED } from './move-requirement.ts'
import { Requirement } from './requirement.ts'

builder.mutationField('respondToRequirement', (t) =>
  t.fieldWithInput({
    type: Requirement,
    description:
      'Responds to a requirement with a text, documents or both. After the response to the last open PRE_DECISION requirement, the submission returns to IN_REVIEW.',
    problems: [
      'VALIDATION_FAILED',
      'NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'VERSION_CONFLICT',
      'ILLEGAL_TRANSITION',
    ],
    input: {
      id: t.input.id({ required: true, description: 'The id of the requirement (`req_`).' }),
      text: t.input.string({ description: 'Answer or explanation, 1 to 5,000 characters.' }),
      documentIds: t.input.idList({
        description: `Documents (\`doc_\`) of the submission that answer the requirement, at most ${MAX_DOCUMENTS}.`,
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: (_root, { input }, context) => {
      const { id } = input
      const issues = new Issues()
      const text = issues.optionalText('text', input.text, { max: 5_000, multiline: true })
      const documentIds = [...new Set(input.documentIds ?? [])]
      if (text === null && documentIds.length === 0)
        issues.add('text', 'REQUIRED', 'Set `text`, `documentIds` or both.')
      if (documentIds.length > MAX_DOCUMENTS)
        issues.add('documentIds', 'TOO_MANY_DOCUMENTS', `At most ${MAX_DOCUMENTS} documents.`)
      issues.throwIfAny()
      return moveRequirement(context, {
        input,
        move: 'respondToRequirement',
        from: UNANSWERED,
        event: 'requirement.responded',
        changes: async (state) => {
          await attachDocuments(state, id, documentIds)
          return {
            status: 'RESPONDED',
            respondedAt: state.now,
            responseCipher: text === null ? null : state.seal(text, `${id}.response`),
            noteCipher: null,
          }
        },
      })
    },
  }),
)

async function attachDocuments(
  { tx, submission }: MoveState,
  requirementId: string,
  ids: readonly string[],
): Promise<void> {
  const { count } = await tx.document.updateMany({
    where: {
      id: { in: [...ids] },
      submissionId: submission.id,
      status: { in: ['UPLOADED', 'SCANNING', 'ACCEPTED'] },
    },
    data: { requirementId },
  })
  if (count === ids.length) return
  const issues = new Issues()
  issues.add(
    'documentIds',
    'UNKNOWN_DOCUMENT',
    'Use only ids of documents of this submission that are not rejected or removed.',
  )
  issues.throwIfAny()
}
