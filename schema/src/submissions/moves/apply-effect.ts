// applyEffect: writes the result of a move with its events, version and mails. Used by moveSubmission and systemMove.

import type { Prisma, Submission, SubmissionStatus } from '@latchkey/prisma'
import type { Principal } from '../../auth/principal.ts'
import { type Actor, actorOf, recordEvents, SYSTEM_ACTOR } from '../../events/record-event.ts'
import type { Enqueue } from '../../jobs.ts'
import type { Transaction } from '../../transaction/transaction.ts'
import { changedColumns, type MoveEvent, moveEvent } from '../effects/change.ts'
import { mailJobsOf, noticeKey } from '../mails/notices.ts'
import { type MoveName, targetsOf } from '../transitions.ts'

interface EffectEvent extends MoveEvent {
  /** Default: the caller. */
  readonly actor?: Actor
}

export interface Effect {
  /** Default: unchanged. Must be a target of the move. */
  readonly status?: SubmissionStatus
  readonly changes?: Prisma.SubmissionUncheckedUpdateInput
  readonly events: readonly EffectEvent[]
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
    data: { ...effect.changes, ...changedColumns(submission, status, effect.events, now) },
  })
  const caller = principal === null ? SYSTEM_ACTOR : actorOf(principal)
  await recordEvents(
    tx,
    effect.events.map((event) => moveEvent(submission, status, { actor: caller, ...event })),
  )
  const types = effect.events.map(({ type }) => type)
  for (const job of mailJobsOf(types, submission, principal))
    await enqueue(tx, 'submissionMail', job, noticeKey(job))
}

/** The server may hold a submission in the same step as its submit. */
function isHoldOfSubmit(move: MoveName, status: SubmissionStatus): boolean {
  return move === 'submitSubmission' && status === 'HELD'
}
