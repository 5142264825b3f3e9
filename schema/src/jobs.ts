// Jobs: work that runs after the commit of the transaction that enqueues it. The server runs them.

import type { Transaction } from './transaction/transaction.ts'

/** The worker loads the user and mints the token of a link when it sends the mail. */
export type MailJob =
  | { readonly kind: 'INVITATION' | 'WELCOME' | 'PASSWORD_SET'; readonly userId: string }
  /** `login` is what a person typed, encrypted. The worker looks up the users that it names. */
  | { readonly kind: 'PASSWORD_RESET'; readonly login: string }

/** Deletes the files of an erased submission. */
export interface DeleteFilesJob {
  readonly submissionId: string
}

/** The data of each kind of job: ids, never personal data or secrets. */
export interface JobData {
  readonly mail: MailJob
  readonly deleteFiles: DeleteFilesJob
}

export type JobName = keyof JobData

/** Enqueues a job in `tx`. It runs at least once after the commit, on any server, and never after a rollback. */
export type Enqueue = <Name extends JobName>(
  tx: Transaction,
  name: Name,
  data: JobData[Name],
) => Promise<void>
