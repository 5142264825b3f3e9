// setDocumentClass: corrects what a document is, and the month and account of a statement.

import { builder } from '../builder.ts'
import { aboutSubmission, actorOf, recordEvents } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { DocumentClass } from '../submissions/document-class.ts'
import { Issues } from '../validation/issues.ts'
import { findDocument, isOwn, lockDocument } from './change-document.ts'
import { Document } from './document.ts'
import { checkStatement } from './document-rules.ts'

builder.mutationField('setDocumentClass', (t) =>
  t.fieldWithInput({
    type: Document,
    description:
      "Sets the class of a document, and the month and account of a statement. A BROKER key can change only the broker's own documents, and only before the funder reviewed them.",
    problems: [
      'VALIDATION_FAILED',
      'DOCUMENT_NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'SUBMISSION_LOCKED',
      'FORBIDDEN',
    ],
    input: {
      id: t.input.id({ required: true, description: 'The id of the document (`doc_`).' }),
      class: t.input.field({ type: DocumentClass, required: true, description: 'What the document is.' }),
      periodMonth: t.input.string({
        description: 'Month that a statement covers: `2026-09`. Omitted: unchanged. Null: cleared.',
      }),
      accountLast4: t.input.string({
        description:
          'Last four digits of the account number of a statement. Omitted: unchanged. Null: cleared.',
      }),
    },
    resolve: async (_root, { input }, { db, principal, transaction }) => {
      const { id, periodMonth, accountLast4 } = input
      const issues = new Issues()
      checkStatement(issues, input)
      issues.throwIfAny()
      const known = await findDocument(db, principal, id)

      await transaction(async (tx) => {
        const document = await lockDocument(tx, principal, known)
        if (principal.kind === 'BROKER') {
          if (!(await isOwn(tx, principal, document)))
            throw new Problem('FORBIDDEN', 'The funder uploaded this document. Ask the funder to change it.')
          if (!['UPLOADED', 'SCANNING'].includes(document.status))
            throw new Problem(
              'FORBIDDEN',
              `This document is ${document.status}. Ask the funder to change it.`,
            )
        }
        const data = {
          class: input.class,
          ...(periodMonth === undefined ? {} : { periodMonth }),
          ...(accountLast4 === undefined ? {} : { accountLast4 }),
        }
        await tx.document.update({ where: { id }, data })
        await recordEvents(tx, [
          {
            type: 'submission.updated',
            ...aboutSubmission(document.submission),
            actor: actorOf(principal),
            data: { documentId: id, fields: Object.keys(data) },
          },
        ])
        return { id }
      })
      return db.document.findUniqueOrThrow({ where: { id } })
    },
  }),
)
