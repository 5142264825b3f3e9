// eraseData: destroys the personal data of a submission for good. Used by eraseSubmission and by the retention job.

import type { Submission } from '@latchkey/prisma'
import { type Actor, aboutSubmission, recordEvents } from '../events/record-event.ts'
import type { Enqueue } from '../jobs.ts'
import { brokerStatus } from '../submissions/broker-view.ts'
import type { Transaction } from '../transaction/transaction.ts'

/** Replaces the name, which cannot be null. */
const ERASED_NAME = 'Erased submission'

interface Erasure {
  readonly actor: Actor
  /** A code, never a text that people typed. */
  readonly reason: string
}

/**
 * Locks the row against everything that writes parts of the submission, also uploads: they take FOR KEY SHARE. Reads
 * the row under the lock.
 */
export async function lockForErasure(tx: Transaction, id: string): Promise<Submission> {
  await tx.$executeRaw`SELECT FROM submission WHERE id = ${id} FOR UPDATE`
  return tx.submission.findUniqueOrThrow({ where: { id } })
}

/**
 * Keeps ids, statuses, times, amounts and decision reasons, and clears everything else, also the hash of the tax id: an
 * erased submission is no duplicate of another. The submission must be locked by lockForErasure.
 */
export async function eraseData(
  tx: Transaction,
  enqueue: Enqueue,
  submission: Submission,
  { actor, reason }: Erasure,
): Promise<void> {
  const { id } = submission
  // Backups still contain the texts, sealed under the data key that this statement destroys.
  await tx.$executeRaw`
    UPDATE submission SET erased_at = app_now(), updated_at = app_now(), version = version + 1, data_key = NULL,
      master_key_id = NULL, name = ${ERASED_NAME}, external_reference = NULL, legal_name = NULL, dba = NULL,
      email = NULL, phone = NULL, phone_extension = NULL, website = NULL, tax_id_kind = NULL, tax_id_cipher = NULL,
      tax_id_last4 = NULL, tax_id_hash = NULL, entity_type = NULL, state_of_incorporation = NULL, start_date = NULL,
      industry = NULL, naics = NULL, physical_address = NULL, billing_address = NULL, annual_revenue_minor = NULL,
      monthly_revenue_minor = NULL, purpose_note_cipher = NULL, source_name = NULL, source_email = NULL,
      source_notes_cipher = NULL, meta = '{}', previous_submission_id = NULL
    WHERE id = ${id}`
  // The link would tell whose data it was.
  await tx.$executeRaw`UPDATE submission SET previous_submission_id = NULL WHERE previous_submission_id = ${id}`
  await tx.$executeRaw`DELETE FROM owner WHERE submission_id = ${id}`
  await tx.$executeRaw`
    UPDATE requirement SET text_cipher = NULL, response_cipher = NULL, note_cipher = NULL WHERE submission_id = ${id}`
  await tx.$executeRaw`UPDATE decision SET note_cipher = NULL WHERE submission_id = ${id}`
  await tx.$executeRaw`UPDATE offer SET reject_note_cipher = NULL WHERE submission_id = ${id}`
  await tx.$executeRaw`UPDATE message SET text_cipher = NULL WHERE submission_id = ${id}`
  await tx.$executeRaw`UPDATE note SET text_cipher = NULL WHERE submission_id = ${id}`
  await tx.$executeRaw`
    UPDATE document SET status = 'REMOVED', file_name_cipher = NULL, note_cipher = NULL, period_month = NULL,
      account_last4 = NULL, sha256 = NULL WHERE submission_id = ${id}`
  // The rows stay until the sweep, which deletes bytes that arrive late.
  await tx.$executeRaw`
    UPDATE upload SET file_name_cipher = '', period_month = NULL, account_last4 = NULL, sha256 = NULL
    WHERE submission_id = ${id}`
  const { status, version, hiddenChanges } = submission
  await recordEvents(tx, [
    {
      type: 'submission.erased',
      ...aboutSubmission(submission),
      actor,
      data: { status: brokerStatus(status), version: version + 1 - hiddenChanges, reason },
    },
  ])
  // After the commit, never before: a rollback could not bring the files back.
  await enqueue(tx, 'deleteFiles', { submissionId: id })
}
