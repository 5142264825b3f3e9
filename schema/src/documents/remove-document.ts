// removeDocument: removes a document from its submission and deletes its content.

import { builder } from '../builder.ts'
import { recordEvents } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { eventOf, findDocument, isOwn, lockDocument } from './change-document.ts'
import { Document } from './document.ts'

builder.mutationField('removeDocument', (t) =>
  t.fieldWithInput({
    type: Document,
    description:
      "Removes a document. Its content is deleted soon after. A BROKER key can remove only the broker's own documents, and only while the submission is DRAFT or INFO_REQUESTED.",
    problems: ['DOCUMENT_NOT_FOUND', 'RELATIONSHIP_NOT_ACTIVE', 'SUBMISSION_LOCKED', 'FORBIDDEN'],
    input: { id: t.input.id({ required: true, description: 'The id of the document (`doc_`).' }) },
    resolve: async (_root, { input: { id } }, { db, principal, transaction }) => {
      const known = await findDocument(db, principal, id)

      await transaction(async (tx) => {
        const document = await lockDocument(tx, principal, known)
        if (principal.kind === 'BROKER') {
          if (!['DRAFT', 'INFO_REQUESTED'].includes(document.submission.status))
            throw new Problem(
              'SUBMISSION_LOCKED',
              'You can remove a document only while the submission is DRAFT or INFO_REQUESTED.',
            )
          if (!(await isOwn(tx, principal, document)))
            throw new Problem('FORBIDDEN', 'The funder uploaded this document. Ask the funder to remove it.')
        }
        await tx.document.update({ where: { id }, data: { status: 'REMOVED' } })
        await recordEvents(tx, [{ ...eventOf(principal, document), type: 'document.removed' }])
        return { id }
      })
      return db.document.findUniqueOrThrow({ where: { id } })
    },
  }),
)
