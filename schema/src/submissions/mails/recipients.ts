// recipientsOf: who gets a mail about a submission, when it is sent. Used by submissionMails.

import type { Submission } from '@latchkey/prisma'
import type { SubmissionMailJob } from '../../jobs.ts'
import type { Transaction } from '../../transaction/transaction.ts'
import { domainOfEmail } from '../../validation/email-domain.ts'
import { AUDIENCES } from './notices.ts'

export interface Recipient {
  readonly id: NonNullable<SubmissionMailJob['recipient']>
  readonly email: string
  /** Null for a contact of the broker. */
  readonly name: string | null
}

/** Users who get the mail of an unassigned submission. */
const MAX_USERS = 20

/** Without disabled users, the user who caused it, and contacts of a broker that may not use the API now. */
export async function recipientsOf(
  tx: Transaction,
  submission: Pick<Submission, 'funderId' | 'relationshipId' | 'assignedUserId'>,
  { notice, actorId }: SubmissionMailJob,
): Promise<Recipient[]> {
  const audiences = AUDIENCES[notice]
  const contacts = audiences.includes('BROKER') ? await contactsOf(tx, submission.relationshipId) : []
  const users =
    audiences.includes('TEAM') || audiences.includes('ASSIGNEE')
      ? await usersOf(tx, submission, audiences.includes('TEAM'))
      : []
  return [...contacts, ...users.filter(({ id }) => !('userId' in id) || id.userId !== actorId)]
}

async function contactsOf(tx: Transaction, id: string): Promise<Recipient[]> {
  const relationship = await tx.relationship.findUniqueOrThrow({
    where: { id },
    include: { broker: { include: { domains: true } } },
  })
  if (relationship.status !== 'ACTIVE') return []
  const domains = new Set(relationship.broker.domains.map(({ domain }) => domain))
  return (
    relationship.contacts
      .map((email, contact) => ({ id: { contact }, email, name: null }))
      // The operator can take a domain away from the broker.
      .filter(({ email }) => domains.has(domainOfEmail(email) ?? ''))
  )
}

async function usersOf(
  tx: Transaction,
  { funderId, assignedUserId }: Pick<Submission, 'funderId' | 'assignedUserId'>,
  isForTeam: boolean,
): Promise<Recipient[]> {
  const find = (where: { id: string } | { role: 'UNDERWRITER' | 'OWNER' }) =>
    tx.user.findMany({
      where: { funderId, status: 'ACTIVE', ...where },
      orderBy: { id: 'asc' },
      take: MAX_USERS,
    })
  let users = assignedUserId === null ? [] : await find({ id: assignedUserId })
  if (users.length === 0 && isForTeam) users = await find({ role: 'UNDERWRITER' })
  // A small funder may have no underwriters.
  if (users.length === 0 && isForTeam) users = await find({ role: 'OWNER' })
  return users.map(({ id: userId, email, name }) => ({ id: { userId }, email, name }))
}
