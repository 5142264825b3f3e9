// rejectDocument: the funder rejects a document, so that the broker sends another one.

import { builder } from '../builder.ts'
import { recordEvents } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { Issues } from '../validation/issues.ts'
import { eventOf, findDocument, lockDocument } from './change-document.ts'
import { Document, DocumentRejectReason } from './document.ts'
import { dataKeyOf } from './document-rules.ts'

builder.mutationField('rejectDocument', (t) =>
  t.fieldWithInput({
    type: Document,
    description: 'Rejects a document with a reason. Reopens the requirement that it answers.',
    problems: [
      'VALIDATION_FAILED',
      'DOCUMENT_NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'SUBMISSION_LOCKED',
      'ILLEGAL_TRANSITION',
    ],
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
    },
    resolve: async (_root, { input }, { db, principal, masterKeys, transaction }) => {
      const { id, reason } = input
      const issues = new Issues()
      const note = issues.optionalText('note', input.note, { max: 2_000, multiline: true })
      if (reason === 'OTHER' && note === null)
        issues.add('note', 'REQUIRED', 'Required for the reason OTHER.')
      issues.throwIfAny()
      const known = await findDocument(db, principal, id)

      await transaction(async (tx) => {
        const document = await lockDocument(tx, principal, known)
        if (!['UPLOADED', 'SCANNING', 'ACCEPTED'].includes(document.status))
          throw new Problem(
            'ILLEGAL_TRANSITION',
            `This document is ${document.status}. You can reject it only while it is UPLOADED, SCANNING or ACCEPTED.`,
          )
        const noteCipher =
          note === null
            ? null
            : (await dataKeyOf(tx, masterKeys, document.submission)).seal(note, `${id}.note`)
        await tx.document.update({
          where: { id },
          data: { status: 'REJECTED', rejectReason: reason, noteCipher },
        })
        const { requirementId } = document
        if (requirementId !== null)
          await tx.requirement.updateMany({
            where: { id: requirementId, status: { in: ['RESPONDED', 'ACCEPTED'] } },
            data: { status: 'OPEN', resolvedAt: null },
          })
        await recordEvents(tx, [
          { ...eventOf(principal, document), type: 'document.rejected', data: { reason, requirementId } },
        ])
        return { id }
      })
      return db.document.findUniqueOrThrow({ where: { id } })
    },
  }),
)
