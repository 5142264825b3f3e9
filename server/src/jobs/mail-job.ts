// createMailJobs: compose and send the mails of a job. Used by server.ts.

import type { Database } from '@latchkey/prisma'
import { accountMails } from '@latchkey/schema/accounts/account-mails.ts'
import type { AuthKeys } from '@latchkey/schema/accounts/auth-dependencies.ts'
import type { Enqueue } from '@latchkey/schema/jobs.ts'
import type { Mail, Mailer } from '@latchkey/schema/mailer.ts'
import { submissionMails } from '@latchkey/schema/submissions/mails/submission-mails.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import { mailErrorOf } from '../mail/mail-error.ts'
import type { Log } from '../observability/log.ts'
import { type Attempt, JobFailed, type RunJob } from './job-queue.ts'

interface MailJobOptions {
  readonly database: Database
  readonly authKeys: AuthKeys
  readonly mailer: Mailer
  readonly log: Log
  readonly enqueue: Enqueue
  readonly page: (path: string) => string
}

/** Logs only error kinds and counts, nothing of a mail. */
export function createMailJobs(options: MailJobOptions): {
  readonly mail: RunJob<'mail'>
  readonly submissionMail: RunJob<'submissionMail'>
} {
  const { database, authKeys, mailer, log, enqueue, page } = options
  const systemTransaction = createSystemTransaction(database.prisma)
  const dependencies = { systemTransaction, keys: authKeys, enqueue, page }

  async function send(compose: () => Promise<Mail[]>, { tries, isLast }: Attempt): Promise<void> {
    try {
      for (const mail of await compose()) await mailer.send(mail)
    } catch (error) {
      const { kind, permanent } = mailErrorOf(error)
      if (permanent || isLast) log.error({ kind, tries }, 'sending a mail failed: giving up')
      else log.warn({ kind, tries }, 'sending a mail failed: retrying')
      if (!permanent) throw new JobFailed(kind)
    }
  }

  return {
    mail: (data, attempt) => send(() => accountMails(dependencies, data), attempt),
    submissionMail: (data, attempt) => send(() => submissionMails(dependencies, data), attempt),
  }
}
