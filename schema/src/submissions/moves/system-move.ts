// systemMove: a move that the server itself makes, such as the expiry of offers. Used by recurring jobs.

import type { Submission } from '@latchkey/prisma'
import type { Enqueue } from '../../jobs.ts'
import type { SystemTransaction, Transaction } from '../../transaction/transaction.ts'
import { lockSubmissionRow } from '../move-submission.ts'
import { type MoveName, targetsOf } from '../transitions.ts'
import { applyEffect, type Effect } from './apply-effect.ts'

export interface SystemMoves {
  readonly systemTransaction: SystemTransaction
  readonly enqueue: Enqueue
}

export interface SystemMoveState {
  readonly tx: Transaction
  /** Locked. */
  readonly submission: Submission
  readonly now: Date
}

/** Resolves with whether the submission changed. `run` returns null if there is nothing to do any more. */
export function systemMove(
  { systemTransaction, enqueue }: SystemMoves,
  submissionId: string,
  move: MoveName | null,
  run: (state: SystemMoveState) => Promise<Effect | null>,
): Promise<boolean> {
  return systemTransaction(async (tx) => {
    await lockSubmissionRow(tx, submissionId)
    const submission = await tx.submission.findUnique({ where: { id: submissionId } })
    if (submission === null || submission.erasedAt !== null) return false
    if (move !== null && targetsOf(move, submission.status).length === 0) return false
    const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`
    if (row === undefined) return false
    const effect = await run({ tx, submission, now: row.now })
    if (effect === null) return false
    await applyEffect(tx, enqueue, { submission, move, effect, now: row.now, principal: null })
    return true
  })
}
