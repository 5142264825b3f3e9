// The broker's view of submissions: hides holds, internal steps and some decline reasons. Used by types and moves.

import type { DeclineReason, Submission, SubmissionStatus } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'

type Side = Pick<Principal, 'kind'>

type Stored = Pick<
  Submission,
  | 'status'
  | 'version'
  | 'hiddenChanges'
  | 'statusChangedAt'
  | 'shownStatusChangedAt'
  | 'heldAt'
  | 'assignedUserId'
>

interface View {
  readonly status: SubmissionStatus
  readonly version: number
  readonly statusChangedAt: Date
  readonly heldAt: Date | null
  readonly assignedUserId: string | null
}

/** What `principal` sees. A broker must not learn of holds, or of anything that only the funder does. */
export function viewOf({ kind }: Side, submission: Stored): View {
  if (kind !== 'BROKER') return submission
  return {
    status: brokerStatus(submission.status),
    version: submission.version - submission.hiddenChanges,
    statusChangedAt: submission.shownStatusChangedAt,
    heldAt: null,
    assignedUserId: null,
  }
}

/** A hold shows as SUBMITTED. */
export function brokerStatus(status: SubmissionStatus): SubmissionStatus {
  return status === 'HELD' ? 'SUBMITTED' : status
}

/** The status as the caller sees it. */
export function shownStatus({ kind }: Side, status: SubmissionStatus): SubmissionStatus {
  return kind === 'BROKER' ? brokerStatus(status) : status
}

/** Reasons that would tell a broker of an investigation, or of another broker. */
const MASKED: Partial<Record<DeclineReason, DeclineReason>> = {
  SUSPECTED_FRAUD: 'UNVERIFIABLE_INFORMATION',
  DUPLICATE_SUBMISSION: 'OTHER',
  ANOTHER_BROKER_PROTECTED: 'OTHER',
  EXISTING_CUSTOMER: 'OTHER',
}

/** The decline reasons that a broker sees, each once. */
export function brokerReasons(reasons: readonly DeclineReason[]): DeclineReason[] {
  return [...new Set(reasons.map((reason) => MASKED[reason] ?? reason))]
}
