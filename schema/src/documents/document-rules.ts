// Rules that the mutations of documents share: statuses, limits, the lock of the submission, sealed file names.

import type { Submission } from '@latchkey/prisma'
import { DataKey, type MasterKeys, unsealColumn } from '../encryption/data-key.ts'
import { Problem } from '../graphql/problem.ts'
import { MAX_DOCUMENTS } from '../submissions/document-class.ts'
import { lockSubmissionRow } from '../submissions/move-submission.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { isMonth } from '../validation/days.ts'
import type { Issues } from '../validation/issues.ts'

export const MAX_FILE_BYTES = 25 * 1_024 * 1_024

/** An upload is swept when it is this old. Its signed address lasts UPLOAD_URL_SECONDS only. */
export const UPLOAD_LIFETIME_MS = 60 * 60_000

const CLOSED = ['FUNDED', 'DECLINED', 'WITHDRAWN']

/** Documents can be added in every status but the closed ones. */
export function requireOpen({ status, erasedAt }: Pick<Submission, 'status' | 'erasedAt'>): void {
  if (erasedAt !== null)
    throw new Problem(
      'SUBMISSION_LOCKED',
      'The data of this submission was erased. It cannot change any more.',
    )
  if (CLOSED.includes(status))
    throw new Problem(
      'SUBMISSION_LOCKED',
      'This submission is closed. You can no longer change its documents.',
    )
}

/** Locks the row, so that concurrent uploads cannot exceed the limit together. */
export async function lockSubmission(tx: Transaction, id: string): Promise<Submission> {
  await lockSubmissionRow(tx, id)
  return tx.submission.findUniqueOrThrow({ where: { id } })
}

/** Throws LIMIT_REACHED if the submission has no place for one more document. */
export async function requirePlace(
  db: { readonly document: Pick<Transaction['document'], 'count'> },
  submissionId: string,
): Promise<void> {
  const held = await db.document.count({ where: { submissionId, status: { not: 'REMOVED' } } })
  if (held >= MAX_DOCUMENTS)
    throw new Problem(
      'LIMIT_REACHED',
      `A submission can have ${MAX_DOCUMENTS} documents. Remove one before you upload another.`,
    )
}

interface StatementFields {
  readonly periodMonth?: string | null | undefined
  readonly accountLast4?: string | null | undefined
}

/** Adds issues for a month or an account number that no statement has. */
export function checkStatement(issues: Issues, { periodMonth, accountLast4 }: StatementFields): void {
  if (periodMonth != null && !isMonth(periodMonth))
    issues.add('periodMonth', 'INVALID_MONTH', 'Must be a year and a month, such as 2026-09.')
  if (accountLast4 != null && !/^\d{4}$/.test(accountLast4))
    issues.add('accountLast4', 'INVALID_LAST4', 'Must be the last four digits of the account number only.')
}

/** The data key of a locked submission. Creates it for a submission that has none yet. */
export async function dataKeyOf(
  tx: Transaction,
  masterKeys: MasterKeys,
  submission: Submission,
): Promise<DataKey> {
  const { key, wrapped } = DataKey.openOrCreate(masterKeys, submission)
  if (submission.dataKey === null) await tx.submission.update({ where: { id: submission.id }, data: wrapped })
  return key
}

interface SealedName {
  readonly id: string
  readonly fileNameCipher: Uint8Array | null
}

/** Null after erasure. */
export function fileNameOf(
  masterKeys: MasterKeys,
  { id, fileNameCipher }: SealedName,
  submission: Pick<Submission, 'dataKey' | 'masterKeyId'>,
): string | null {
  return unsealColumn(masterKeys, submission, fileNameCipher, `${id}.file_name`)
}

/** Null if there is none, and after erasure. */
export function noteOf(
  masterKeys: MasterKeys,
  { id, noteCipher }: { readonly id: string; readonly noteCipher: Uint8Array | null },
  submission: Pick<Submission, 'dataKey' | 'masterKeyId'>,
): string | null {
  return unsealColumn(masterKeys, submission, noteCipher, `${id}.note`)
}
