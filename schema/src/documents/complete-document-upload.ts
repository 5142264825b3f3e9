// completeDocumentUpload: checks the uploaded bytes and turns them into a document.

import { tenantScope } from '../auth/tenant-scope.ts'
import { lockActiveRelationship } from '../brokers/lock-relationship.ts'
import { builder } from '../builder.ts'
import { aboutSubmission, actorOf, type NewEvent, recordEvents } from '../events/record-event.ts'
import { displayId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { Document } from './document.ts'
import { dataKeyOf, fileNameOf, lockSubmission, requireOpen, requirePlace } from './document-rules.ts'
import type { CheckedFile } from './document-storage.ts'

builder.mutationField('completeDocumentUpload', (t) =>
  t.fieldWithInput({
    type: Document,
    description:
      'Checks size, hash and content of the uploaded bytes, then adds the document to the submission. Returns the same document when you call it again. A document that contains a virus or starts programs gets the status QUARANTINED. `issues` of FILE_REJECTED and UPLOAD_MISMATCH say what is wrong.',
    problems: [
      'NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'SUBMISSION_LOCKED',
      'LIMIT_REACHED',
      'DUPLICATE_FILE',
      'UPLOAD_MISMATCH',
      'FILE_REJECTED',
    ],
    input: {
      uploadId: t.input.id({ required: true, description: 'The id of the upload (`upl_`).' }),
    },
    resolve: async (_root, { input }, { db, enqueue, principal, masterKeys, storage, transaction }) => {
      const { uploadId } = input
      // An upload becomes one document: the rest of its id is the same.
      const id = uploadId.replace(/^upl_/, 'doc_')
      const seen = { AND: [{ id }, tenantScope.document(principal)] }
      const earlier = await db.document.findFirst({ where: seen })
      if (earlier !== null) return earlier
      const upload = await db.upload.findFirst({
        where: { id: uploadId, submission: tenantScope.submission(principal) },
        include: { submission: true },
      })
      if (upload === null) throw uploadNotFound(uploadId)
      if (upload.expiresAt <= principal.now)
        throw mismatch(
          'UPLOAD_EXPIRED',
          'This upload has expired. Request a new one and send the file again.',
        )
      requireOpen(upload.submission)
      const fileName = fileNameOf(masterKeys, upload, upload.submission) ?? ''
      const inspection = await storage.inspect({ ...upload, fileName })
      if (inspection.kind !== 'CHECKED')
        throw new Problem(
          inspection.kind === 'MISMATCH' ? 'UPLOAD_MISMATCH' : 'FILE_REJECTED',
          inspection.issue.message,
          [inspection.issue],
        )
      const { file } = inspection

      await transaction(async (tx) => {
        const submission = await lockSubmission(tx, upload.submissionId)
        await lockActiveRelationship(tx, principal, submission.relationshipId)
        requireOpen(submission)
        // A concurrent request completed the same upload.
        if ((await tx.document.count({ where: { id } })) > 0) return { id }
        await requireNew(tx, submission.id, file)
        await requirePlace(tx, submission.id)
        const status = { CLEAN: 'UPLOADED', WAITING: 'SCANNING', QUARANTINE: 'QUARANTINED' } as const
        const key = await dataKeyOf(tx, masterKeys, submission)
        const { environment, funderId, requirementId } = upload
        await tx.document.create({
          data: {
            id,
            environment,
            funderId,
            submissionId: submission.id,
            requirementId,
            status: status[file.verdict],
            class: upload.class ?? 'OTHER',
            periodMonth: upload.periodMonth,
            accountLast4: upload.accountLast4,
            fileNameCipher: key.seal(fileName, `${id}.file_name`),
            mediaType: file.mediaType,
            byteSize: file.byteSize,
            sha256: file.sha256,
            storageKey: file.storageKey,
            hasActiveContent: file.hasActiveContent,
            uploadedById: upload.createdById,
          },
        })
        const event = {
          ...aboutSubmission(submission, id),
          actor: actorOf(principal),
          data: { class: upload.class ?? 'OTHER', requirementId },
        }
        const events: NewEvent[] = [{ ...event, type: 'document.uploaded' }]
        if (file.verdict === 'QUARANTINE') events.push({ ...event, type: 'document.quarantined' })
        await recordEvents(tx, events)
        if (file.verdict === 'WAITING') await enqueue(tx, 'scan', { documentId: id })
        return { id }
      })
      return db.document.findFirstOrThrow({ where: seen })
    },
  }),
)

async function requireNew(tx: Transaction, submissionId: string, { sha256 }: CheckedFile): Promise<void> {
  const same = await tx.document.findFirst({
    where: { submissionId, sha256, status: { not: 'REMOVED' } },
    select: { id: true },
  })
  if (same === null) return
  const message = `The submission already contains this file as document ${same.id}.`
  throw new Problem('DUPLICATE_FILE', message, [{ path: 'uploadId', code: 'DUPLICATE_FILE', message }])
}

function mismatch(code: string, message: string): Problem {
  return new Problem('UPLOAD_MISMATCH', message, [{ path: 'uploadId', code, message }])
}

export function uploadNotFound(id: string): Problem {
  return new Problem(
    'NOT_FOUND',
    `There is no upload ${displayId(id)}, or it has expired. Use requestDocumentUpload to create one.`,
  )
}
