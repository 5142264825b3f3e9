// findDocument and lockDocument: a document with its submission, for the mutations that change one.

import type { Document, Submission } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { lockActiveRelationship } from '../brokers/lock-active-relationship.ts'
import { aboutSubmission, actorOf } from '../events/record-event.ts'
import { displayId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import type { ReadDatabase } from '../transaction/read-database.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { documentNotFound } from './document.ts'
import { lockSubmission, requireOpen } from './document-rules.ts'

type WithSubmission = Document & { readonly submission: Submission }

/** Throws DOCUMENT_NOT_FOUND if the caller cannot see it or it was removed. */
export async function findDocument(
  db: ReadDatabase,
  principal: Principal,
  id: string,
): Promise<WithSubmission> {
  const found = await db.document.findFirst({
    where: { AND: [{ id, status: { not: 'REMOVED' } }, tenantScope.document(principal)] },
    include: { submission: true },
  })
  if (found === null) throw documentNotFound(id)
  return found
}

/** Locks the submission and reads the document again. */
export async function lockDocument(
  tx: Transaction,
  principal: Principal,
  { id, submissionId, submission: known }: WithSubmission,
): Promise<WithSubmission> {
  const submission = await lockSubmission(tx, submissionId)
  await lockActiveRelationship(tx, principal, known.relationshipId)
  requireOpen(submission)
  const document = await tx.document.findUniqueOrThrow({ where: { id } })
  if (document.status === 'REMOVED')
    throw new Problem('DOCUMENT_NOT_FOUND', `The document ${displayId(id)} was removed.`)
  return { ...document, submission }
}

/**
 * Whether the broker uploaded the document. Every key that the relationship ever had counts: a key may have
 * been replaced since the upload.
 */
export async function isOwn(
  tx: Transaction,
  { relationshipId }: Extract<Principal, { kind: 'BROKER' }>,
  { uploadedById }: Pick<Document, 'uploadedById'>,
): Promise<boolean> {
  return (await tx.apiKey.count({ where: { id: uploadedById ?? '', relationshipId } })) > 0
}

/** The fields that all events of a document share. */
export function eventOf(principal: Principal, { submission, id }: WithSubmission) {
  return { ...aboutSubmission(submission, id), actor: actorOf(principal) }
}
