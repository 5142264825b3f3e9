// Jobs: work that runs after the commit of the transaction that enqueues it. The server runs them.

import type { Transaction } from './transaction/transaction.ts'

/** The worker loads the user and mints the token of a link when it sends the mail. */
export type MailJob =
  | { readonly kind: 'INVITATION' | 'WELCOME' | 'PASSWORD_SET'; readonly userId: string }
  /** `login` is what a person typed, encrypted. The worker looks up the users that it names. */
  | { readonly kind: 'PASSWORD_RESET'; readonly login: string }

/** What a mail about a submission tells. */
export type Notice =
  | 'INFORMATION_REQUESTED'
  | 'RESPONSE_REJECTED'
  | 'DOCUMENT_REJECTED'
  | 'APPROVED'
  | 'DECLINED'
  | 'FUNDED'
  | 'OFFER_EXPIRING'
  | 'OFFER_EXPIRED'
  | 'REQUIREMENT_OVERDUE'
  | 'MESSAGE_OF_FUNDER'
  | 'MESSAGE_OF_BROKER'
  | 'RESPONSE_RECEIVED'
  | 'ASSIGNED'

/** Tells people about a submission. Without `recipient`, the worker enqueues one job for each recipient. */
export interface SubmissionMailJob {
  readonly notice: Notice
  readonly submissionId: string
  /** The user who caused it, and needs no mail. */
  readonly actorId: string | null
  /** A user of the funder, or the position of an address in the contacts of the relationship. */
  readonly recipient?: { readonly userId: string } | { readonly contact: number }
}

/** Deletes the files of an erased submission. */
interface DeleteFilesJob {
  readonly submissionId: string
}

/** The data of each kind of job: ids, never personal data or secrets. */
export interface JobData {
  /** Mails that let a person in: they never wait behind those about submissions. */
  readonly mail: MailJob
  readonly submissionMail: SubmissionMailJob
  /** Scans a document that waits for the virus scanner. */
  readonly scan: { readonly documentId: string }
  readonly deleteFiles: DeleteFilesJob
}

export type JobName = keyof JobData

/**
 * Enqueues a job in `tx`. It runs at least once after the commit, on any server, and never after a rollback. Of the jobs
 * with the same `noticeKey`, the first runs at once, and one runs for all others at the end of a period of some minutes.
 */
export type Enqueue = <Name extends JobName>(
  tx: Transaction,
  name: Name,
  data: JobData[Name],
  noticeKey?: string,
) => Promise<void>
