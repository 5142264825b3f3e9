// rejectDocument: the funder rejects a document, so that the broker sends another one.

import type { RequirementStatus } from '@latchkey/prisma'
import { builder } from '../builder.ts'
import { Problem } from '../graphql/problem.ts'
import { type MoveState, moveSubmission } from '../submissions/move-submission.ts'
import { dueAgain, earliestOf, openRequirements } from '../submissions/requirements/move-requirement.ts'
import { Issues } from '../validation/issues.ts'
import { findDocument } from './change-document.ts'
import { Document, DocumentRejectReason } from './document.ts'

builder.mutationField('rejectDocument', (t) =>
  t.fieldWithInput({
    type: Document,
    description:
      'Rejects a document of an open submission, with a reason. Reopens the requirement that it answers; a SUBMITTED or IN_REVIEW submission then becomes INFO_REQUESTED.',
    problems: ['VALIDATION_FAILED', 'DOCUMENT_NOT_FOUND', 'VERSION_CONFLICT', 'ILLEGAL_TRANSITION'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the document (`doc_`).' }),
      reason: t.input.field({
        type: DocumentRejectReason,
        required: true,
        description: 'Why you reject it.',
      }),
      note: t.input.string({
        description: 'Text for the broker, 1 to 2,000 characters. Required for the reason OTHER.',
      }),
      expectedVersion: t.input.int({
        description: 'Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check.',
      }),
    },
    resolve: async (_root, { input }, context) => {
      const { db, principal } = context
      const { id, reason, expectedVersion } = input
      const issues = new Issues()
      const note = issues.optionalText('note', input.note, { max: 2_000, multiline: true })
      if (reason === 'OTHER' && note === null)
        issues.add('note', 'REQUIRED', 'Required for the reason OTHER.')
      issues.throwIfAny()
      const known = await findDocument(db, principal, id)
      const target = { id: known.submissionId, expectedVersion }
      await moveSubmission(context, target, 'rejectDocument', async (state) => {
        const { tx, submission, seal } = state
        const { status, requirementId } = await tx.document.findUniqueOrThrow({ where: { id } })
        if (!['UPLOADED', 'ACCEPTED'].includes(status))
          throw new Problem(
            'ILLEGAL_TRANSITION',
            `This document is ${status}. You can reject it only while it is UPLOADED or ACCEPTED.`,
          )
        const noteCipher = note === null ? null : seal(note, `${id}.note`)
        await tx.document.update({
          where: { id },
          data: { status: 'REJECTED', rejectReason: reason, noteCipher },
        })
        const isReopened = requirementId !== null && (await reopens(state, requirementId))
        const asksAgain = isReopened && ['SUBMITTED', 'IN_REVIEW'].includes(submission.status)
        return {
          status: asksAgain ? 'INFO_REQUESTED' : submission.status,
          changes: isReopened ? { dueAt: earliestOf(await openRequirements(state)) } : {},
          events: [{ type: 'document.rejected', subjectId: id, data: { reason, requirementId } }],
          resultId: id,
        }
      })
      return db.document.findUniqueOrThrow({ where: { id } })
    },
  }),
)

const RESPONDED: RequirementStatus[] = ['RESPONDED', 'ACCEPTED']

/** True if the requirement had a response: the broker must respond again. */
async function reopens({ tx, now }: MoveState, id: string): Promise<boolean> {
  const where = { id, status: { in: RESPONDED } }
  const requirement = await tx.requirement.findFirst({ where })
  if (requirement === null) return false
  const dueAt = dueAgain(requirement, now)
  await tx.requirement.update({ where: { id }, data: { status: 'OPEN', resolvedAt: null, dueAt } })
  return true
}
