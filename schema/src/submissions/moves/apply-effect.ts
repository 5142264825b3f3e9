// applyEffect: writes the result of a move with its events, version and mails. Used by moveSubmission and systemMove.

import type { Prisma, Submission, SubmissionStatus } from '@latchkey/prisma'
import type { Principal } from '../../auth/principal.ts'
import { isFunderOnly } from '../../events/event-types.ts'
import {
  aboutSubmission,
  actorOf,
  type NewEvent,
  recordEvents,
  SYSTEM_ACTOR,
} from '../../events/record-event.ts'
import type { Enqueue } from '../../jobs.ts'
import type { Transaction } from '../../transaction/transaction.ts'
import { brokerStatus } from '../broker-view.ts'
import { mailJobsOf } from '../mails/notices.ts'
import { type MoveName, targetsOf } from '../transitions.ts'

interface MoveEvent extends Pick<NewEvent, 'type' | 'data'> {
  /** Default: the submission. */
  readonly subjectId?: string
  /** Default: the caller. */
  readonly actor?: NewEvent['actor']
}

export interface Effect {
  /** Default: unchanged. Must be a target of the move. */
  readonly status?: SubmissionStatus
  readonly changes?: Prisma.SubmissionUncheckedUpdateInput
  readonly events: readonly MoveEvent[]
  /** The id of the result, for replays. Default: the submission. */
  readonly resultId?: string
}

interface AppliedMove {
  /** The locked row, before the move. */
  readonly submission: Submission
  readonly move: MoveName | null
  readonly effect: Effect
  readonly now: Date
  /** Null: the server itself. */
  readonly principal: Principal | null
}

export async function applyEffect(
  tx: Transaction,
  enqueue: Enqueue,
  { submission, move, effect, now, principal }: AppliedMove,
): Promise<void> {
  const { id } = submission
  const status = effect.status ?? submission.status
  if (move !== null && !targetsOf(move, submission.status).includes(status) && !isHoldOfSubmit(move, status))
    throw new Error(`${move} must not lead from ${submission.status} to ${status}.`)
  await tx.submission.update({
    where: { id },
    data: { ...effect.changes, ...statusChange(submission, status, effect.events, now) },
  })
  const caller = principal === null ? SYSTEM_ACTOR : actorOf(principal)
  await recordEvents(
    tx,
    effect.events.map((event) => toEvent(submission, status, { actor: caller, ...event })),
  )
  const types = effect.events.map(({ type }) => type)
  for (const job of mailJobsOf(types, submission, principal)) await enqueue(tx, 'mail', job)
}

/** The server may hold a submission in the same step as its submit. */
function isHoldOfSubmit(move: MoveName, status: SubmissionStatus): boolean {
  return move === 'submitSubmission' && status === 'HELD'
}

/** Version and times. A change is hidden from the broker if all its events are. */
function statusChange(
  submission: Submission,
  status: SubmissionStatus,
  events: readonly MoveEvent[],
  now: Date,
): Prisma.SubmissionUncheckedUpdateInput {
  const isShown = brokerStatus(status) !== brokerStatus(submission.status)
  const isHidden = !isShown && events.every(({ type }) => isFunderOnly(type))
  return {
    status,
    version: { increment: 1 },
    ...(isHidden ? { hiddenChanges: { increment: 1 } } : { updatedAt: now }),
    ...(status === submission.status ? {} : { statusChangedAt: now, heldAt: status === 'HELD' ? now : null }),
    ...(isShown ? { shownStatusChangedAt: now } : {}),
  }
}

/** Events that the broker sees contain the broker's status and version. */
function toEvent(
  submission: Submission,
  status: SubmissionStatus,
  { type, subjectId = submission.id, actor, data = {} }: MoveEvent & { readonly actor: NewEvent['actor'] },
): NewEvent {
  const isHidden = isFunderOnly(type)
  const shown = (one: SubmissionStatus) => (isHidden ? one : brokerStatus(one))
  return {
    type,
    ...aboutSubmission(submission, subjectId),
    actor,
    data: {
      status: shown(status),
      previousStatus: shown(submission.status),
      version: submission.version + 1 - (isHidden ? 0 : submission.hiddenChanges),
      ...data,
    },
  }
}
