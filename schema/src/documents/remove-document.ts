// removeDocument: removes a document from its submission and deletes its content.

import type { Principal } from '../auth/principal.ts'
import { builder } from '../builder.ts'
import { recordEvents } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { eventOf, findDocument, lockDocument } from './change-document.ts'
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
          await requireOwn(tx, principal.relationshipId, document.uploadedById)
        }
        await tx.document.update({ where: { id }, data: { status: 'REMOVED' } })
        await recordEvents(tx, [{ ...eventOf(principal, document), type: 'document.removed' }])
        return { id }
      })
      return db.document.findUniqueOrThrow({ where: { id } })
    },
  }),
)

/** Every key that the relationship ever had counts: a key may have been replaced since the upload. */
async function requireOwn(
  tx: Transaction,
  relationshipId: Extract<Principal, { kind: 'BROKER' }>['relationshipId'],
  uploadedById: string | null,
): Promise<void> {
  const own = await tx.apiKey.count({ where: { id: uploadedById ?? '', relationshipId } })
  if (own === 0)
    throw new Problem('FORBIDDEN', 'The funder uploaded this document. Ask the funder to remove it.')
}
