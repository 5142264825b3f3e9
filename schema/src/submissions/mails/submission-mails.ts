// submissionMails: the mails of a job about a submission. They contain no data of the company. Used by the mail worker.

import type { Environment } from '@latchkey/prisma'
import type { Enqueue, Notice, SubmissionMailJob } from '../../jobs.ts'
import type { Mail } from '../../mailer.ts'
import type { SystemTransaction, Transaction } from '../../transaction/transaction.ts'
import { type Recipient, recipientsOf } from './recipients.ts'

interface SubmissionMailDependencies {
  readonly systemTransaction: SystemTransaction
  readonly enqueue: Enqueue
  /** URL of an application page. */
  readonly page: (path: string) => string
}

/**
 * Empty if there is nobody to mail. Several recipients get a job each, so that a retry mails nobody twice who got the
 * mail already.
 */
export function submissionMails(
  { systemTransaction, enqueue, page }: SubmissionMailDependencies,
  job: SubmissionMailJob,
): Promise<Mail[]> {
  return systemTransaction(async (tx) => {
    const submission = await tx.submission.findUnique({
      where: { id: job.submissionId },
      include: { relationship: { include: { funder: true } } },
    })
    if (submission === null || submission.erasedAt !== null) return []
    if (!(await isCurrent(tx, job))) return []
    const recipients = await recipientsOf(tx, submission, job)
    const named = job.recipient === undefined ? null : JSON.stringify(job.recipient)
    const found = recipients.filter(({ id }) => named === null || JSON.stringify(id) === named)
    const [only] = found
    if (found.length > 1) {
      for (const { id } of found) await enqueue(tx, 'submissionMail', { ...job, recipient: id })
      return []
    }
    if (only === undefined) return []
    const { id, environment, externalReference, relationship } = submission
    const subject = { id, environment, externalReference, funder: relationship.funder.name, page }
    return [mailTo(only, job.notice, subject)]
  })
}

/** False if the funder has extended or closed the offers since the job was enqueued. */
async function isCurrent(tx: Transaction, { notice, submissionId }: SubmissionMailJob): Promise<boolean> {
  if (notice === 'OFFER_EXPIRED')
    return (await tx.offer.findFirst({ where: { submissionId, status: 'EXPIRED' } })) !== null
  if (notice !== 'OFFER_EXPIRING') return true
  const expiring = await tx.$queryRaw<unknown[]>`
    SELECT id FROM offer WHERE submission_id = ${submissionId} AND status = 'OFFERED'
      AND warned_of = expires_at AND expires_at > app_now() LIMIT 1`
  return expiring.length > 0
}

interface MailSubject extends Pick<SubmissionMailDependencies, 'page'> {
  readonly id: string
  readonly environment: Environment
  readonly externalReference: string | null
  readonly funder: string
}

/** The subject of the mail, and what happened. */
const TEXTS: Readonly<Record<Notice, (funder: string) => readonly [subject: string, text: string]>> = {
  INFORMATION_REQUESTED: (funder) => [
    'Information requested',
    `${funder} requests information or documents for a submission.`,
  ],
  RESPONSE_REJECTED: (funder) => [
    'Response not accepted',
    `${funder} did not accept a response and asks for another one.`,
  ],
  DOCUMENT_REJECTED: (funder) => [
    'Document not accepted',
    `${funder} did not accept a document and asks for another one.`,
  ],
  APPROVED: (funder) => ['Submission approved', `${funder} approved a submission and makes offers for it.`],
  DECLINED: (funder) => ['Submission declined', `${funder} declined a submission.`],
  FUNDED: (funder) => ['Submission funded', `${funder} paid out a submission.`],
  OFFER_EXPIRING: (funder) => ['Offer expires soon', `An offer of ${funder} for a submission expires soon.`],
  OFFER_EXPIRED: (funder) => ['Offer expired', `An offer of ${funder} for a submission has expired.`],
  REQUIREMENT_OVERDUE: () => ['Response overdue', 'A response for a submission is overdue.'],
  MESSAGE_OF_FUNDER: (funder) => ['New message', `${funder} wrote a message about a submission.`],
  MESSAGE_OF_BROKER: () => ['New message', 'The broker wrote a message about a submission.'],
  RESPONSE_RECEIVED: () => ['Response received', 'A requirement of a submission has a response.'],
  ASSIGNED: () => ['Submission assigned to you', 'A submission was assigned to you.'],
}

function mailTo({ email, name }: Recipient, notice: Notice, submission: MailSubject): Mail {
  const { id, environment, externalReference, funder, page } = submission
  const [subject, text] = TEXTS[notice](funder)
  const facts = [
    `Submission: ${id}`,
    ...(externalReference === null ? [] : [`Reference: ${externalReference}`]),
    ...(environment === 'DEVELOPMENT' ? ['Environment: DEVELOPMENT'] : []),
  ]
  const [place, reason] =
    name === null
      ? [
          `To see it, open the submission in your software, or query it by its id:\n\n${page('/graphql')}`,
          `You get this email because ${funder} lists your address as a contact. To change that, ask ${funder}.`,
        ]
      : [
          `To see it, sign in and query the submission by its id:\n\n${page('/graphiql')}`,
          'You get this email because you work on submissions of your company.',
        ]
  return {
    to: email,
    subject: `${subject} (${id})`,
    text: `Hello${name === null ? '' : ` ${name}`},

${text}

${facts.join('\n')}

${place}

${reason}
`,
  }
}
