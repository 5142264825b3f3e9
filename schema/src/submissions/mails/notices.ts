// mailJobsOf: which events of a submission people are told of by mail, and which side gets it. Used by every move.

import type { Submission } from '@latchkey/prisma'
import { type Principal, userIdOf } from '../../auth/principal.ts'
import type { EventType } from '../../events/event-types.ts'
import type { Notice, SubmissionMailJob } from '../../jobs.ts'

/**
 * BROKER: the contacts of the relationship. ASSIGNEE: the assigned user. TEAM: the assigned user, or without one the
 * underwriters.
 */
type Audience = 'BROKER' | 'ASSIGNEE' | 'TEAM'

export const AUDIENCES: Readonly<Record<Notice, readonly Audience[]>> = {
  INFORMATION_REQUESTED: ['BROKER'],
  RESPONSE_REJECTED: ['BROKER'],
  DOCUMENT_REJECTED: ['BROKER'],
  APPROVED: ['BROKER'],
  DECLINED: ['BROKER'],
  FUNDED: ['BROKER'],
  OFFER_EXPIRING: ['BROKER'],
  OFFER_EXPIRED: ['BROKER'],
  REQUIREMENT_OVERDUE: ['BROKER', 'TEAM'],
  MESSAGE_OF_FUNDER: ['BROKER'],
  MESSAGE_OF_BROKER: ['TEAM'],
  RESPONSE_RECEIVED: ['TEAM'],
  ASSIGNED: ['ASSIGNEE'],
}

/** Holds, releases and everything else that a broker must not notice are missing. */
const NOTICES: Partial<Record<EventType, Notice>> = {
  'submission.information_requested': 'INFORMATION_REQUESTED',
  'submission.approved': 'APPROVED',
  'submission.declined': 'DECLINED',
  'submission.funded': 'FUNDED',
  'submission.assigned': 'ASSIGNED',
  'requirement.rejected': 'RESPONSE_REJECTED',
  'requirement.responded': 'RESPONSE_RECEIVED',
  'requirement.overdue': 'REQUIREMENT_OVERDUE',
  'document.rejected': 'DOCUMENT_REJECTED',
  'offer.expired': 'OFFER_EXPIRED',
}

/** Equal for changes of which one mail can tell: the same notice, submission and user who caused it. */
export function noticeKey({ notice, submissionId, actorId }: SubmissionMailJob): string {
  return `${submissionId}:${notice}:${actorId ?? ''}`
}

/** The mail jobs of a change: one for each kind of notice. `principal` null: the server itself. */
export function mailJobsOf(
  types: readonly EventType[],
  { id: submissionId }: Pick<Submission, 'id'>,
  principal: Principal | null,
): SubmissionMailJob[] {
  const notices = types.flatMap((type) => {
    if (type === 'message.created')
      return [principal?.kind === 'BROKER' ? 'MESSAGE_OF_BROKER' : 'MESSAGE_OF_FUNDER'] as const
    const notice = NOTICES[type]
    return notice === undefined ? [] : [notice]
  })
  const actorId = principal === null ? null : userIdOf(principal)
  return [...new Set(notices)].map((notice) => ({ notice, submissionId, actorId }))
}
