// requestDocumentUpload: creates a place for the bytes of one file.

import type { Upload } from '@latchkey/prisma'
import { apiKeyIdOf, type Principal, userIdOf } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { lockActiveRelationship } from '../brokers/lock-active-relationship.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { newId } from '../graphql/ids.ts'
import { DocumentClass, MAX_DOCUMENTS } from '../submissions/document-class.ts'
import { submissionNotFound } from '../submissions/submission.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { Issues } from '../validation/issues.ts'
import { uploadNotFound } from './complete-document-upload.ts'
import {
  checkStatement,
  dataKeyOf,
  fileNameOf,
  lockSubmission,
  MAX_FILE_BYTES,
  requireOpen,
  requirePlace,
  UPLOAD_LIFETIME_MS,
} from './document-rules.ts'
import { safeFileName } from './file-name.ts'
import { DocumentUpload } from './signed-address.ts'

builder.mutationField('requestDocumentUpload', (t) =>
  t.fieldWithInput({
    type: DocumentUpload,
    description: `Creates a place for the bytes of one file: send them to \`url\`, then call completeDocumentUpload within one hour. A file has at most 25 MB (${MAX_FILE_BYTES} bytes), a submission at most ${MAX_DOCUMENTS} documents. PDF, PNG, JPEG, HEIC, CSV, XLSX and DOCX are accepted.`,
    problems: [
      'VALIDATION_FAILED',
      'SUBMISSION_NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'SUBMISSION_LOCKED',
      'LIMIT_REACHED',
    ],
    input: {
      submissionId: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      fileName: t.input.string({
        required: true,
        description:
          'Name of the file in any script, at most 1,000 characters. Folders and characters that file systems forbid are removed.',
      }),
      byteSize: t.input.int({ required: true, description: `Size in bytes, 1 to ${MAX_FILE_BYTES}.` }),
      sha256: t.input.string({
        description: 'SHA-256 of the bytes, 64 hex digits. The server rejects other bytes.',
      }),
      class: t.input.field({
        type: DocumentClass,
        description: 'What the document is. Default: the class of the requirement, or OTHER.',
      }),
      periodMonth: t.input.string({ description: 'Month that a statement covers: `2026-09`.' }),
      accountLast4: t.input.string({
        description: 'Last four digits of the account number of a statement.',
      }),
      requirementId: t.input.id({ description: 'Requirement (`req_`) that the document answers.' }),
    },
    replay: (context, { id }) => replayUpload(context, id),
    resolve: async (_root, { input }, { db, principal, masterKeys, storage, transaction }) => {
      const { submissionId } = input
      const issues = new Issues()
      const checked = checkUpload(issues, input)
      issues.throwIfAny()
      const fileName = safeFileName(input.fileName)
      const seen = { AND: [{ id: submissionId }, tenantScope.submission(principal)] }
      const known = await db.submission.findFirst({ where: seen })
      if (known === null) throw submissionNotFound(submissionId)
      requireOpen(known)
      const id = newId('Upload')

      const { upload } = await transaction(async (tx) => {
        // Only a first upload changes the submission: concurrent requests need not wait for each other, only for an
        // erasure.
        await tx.$executeRaw`SELECT FROM submission WHERE id = ${submissionId} FOR KEY SHARE`
        const submission =
          known.dataKey === null
            ? await lockSubmission(tx, submissionId)
            : await tx.submission.findUniqueOrThrow({ where: { id: submissionId } })
        await lockActiveRelationship(tx, principal, known.relationshipId)
        requireOpen(submission)
        await requirePlace(tx, submissionId)
        const documentClass = await classOf(tx, submissionId, input)
        const key = await dataKeyOf(tx, masterKeys, submission)
        const upload = await tx.upload.create({
          data: {
            id,
            environment: submission.environment,
            funderId: submission.funderId,
            submissionId,
            requirementId: input.requirementId ?? null,
            ...checked,
            class: documentClass,
            fileNameCipher: key.seal(fileName, `${id}.file_name`),
            storageKey: `staging/${id}`,
            createdById: uploaderOf(principal),
            expiresAt: new Date(principal.now.getTime() + UPLOAD_LIFETIME_MS),
          },
        })
        return { id, upload }
      })
      const signed = await storage.signUpload({ ...upload, fileName })
      return { id, ...signed }
    },
  }),
)

/** The API key or the user that uploads. */
function uploaderOf(principal: Principal): string | null {
  return apiKeyIdOf(principal) ?? userIdOf(principal)
}

interface UploadInput {
  readonly fileName: string
  readonly byteSize: number
  readonly sha256?: string | null | undefined
  readonly periodMonth?: string | null | undefined
  readonly accountLast4?: string | null | undefined
}

function checkUpload(issues: Issues, { fileName, byteSize, ...input }: UploadInput) {
  if (fileName.length > 1_000) issues.add('fileName', 'TOO_LONG', 'At most 1,000 characters.')
  if (byteSize === 0) issues.add('byteSize', 'FILE_EMPTY', 'The file is empty. Choose another file.')
  else if (byteSize < 1 || byteSize > MAX_FILE_BYTES)
    issues.add('byteSize', 'FILE_TOO_LARGE', `Must be from 1 to ${MAX_FILE_BYTES} bytes (25 MB).`)
  const sha256 = input.sha256 ?? null
  if (sha256 !== null && !/^[0-9a-f]{64}$/i.test(sha256))
    issues.add('sha256', 'INVALID_SHA256', 'Must be 64 hex digits.')
  checkStatement(issues, input)
  return {
    byteSize,
    sha256: sha256 === null ? null : new Uint8Array(Buffer.from(sha256, 'hex')),
    periodMonth: input.periodMonth ?? null,
    accountLast4: input.accountLast4 ?? null,
  }
}

async function classOf(
  tx: Transaction,
  submissionId: string,
  {
    requirementId,
    class: given,
  }: {
    readonly requirementId?: string | null | undefined
    readonly class?: Upload['class'] | undefined
  },
): Promise<Upload['class']> {
  if (requirementId == null) return given ?? null
  const requirement = await tx.requirement.findFirst({ where: { id: requirementId, submissionId } })
  const issues = new Issues()
  if (requirement === null)
    issues.add('requirementId', 'NOT_FOUND', 'The submission has no requirement with this id.')
  else if (['ACCEPTED', 'WAIVED'].includes(requirement.status))
    issues.add('requirementId', 'ALREADY_RESOLVED', 'This requirement needs no more documents.')
  issues.throwIfAny()
  return given ?? requirement?.documentClass ?? null
}

/** Signs the place of an earlier request again, while bytes may still be sent to it. */
async function replayUpload({ db, principal, masterKeys, storage }: Context, id: string) {
  const upload = await db.upload.findFirst({
    where: { id, submission: tenantScope.submission(principal) },
    include: { submission: true },
  })
  if (upload === null || upload.expiresAt <= principal.now) throw uploadNotFound(id)
  requireOpen(upload.submission)
  const fileName = fileNameOf(masterKeys, upload, upload.submission) ?? ''
  return { id, ...(await storage.signUpload({ ...upload, fileName })) }
}
