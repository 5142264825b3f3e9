// moveSubmission: makes one move under the row lock, with events and version. Used by every move of a submission.

import type { Owner, Submission } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { lockActiveRelationship } from '../brokers/lock-relationship.ts'
import type { Context } from '../context.ts'
import { DataKey } from '../encryption/data-key.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { viewOf } from './broker-view.ts'
import { applyEffect, type Effect } from './moves/apply-effect.ts'
import { submissionNotFound } from './submission.ts'
import { isBrokerMove, type MoveName, sourcesOf, targetsOf } from './transitions.ts'

type LockedSubmission = Submission & { readonly owners: readonly Owner[] }

interface MoveInput {
  readonly id: string
  readonly expectedVersion?: number | null | undefined
}

/** What `run` gets: the locked row, the database time, and encryption under the submission's data key. */
export interface MoveState {
  readonly tx: Transaction
  readonly submission: LockedSubmission
  readonly now: Date
  readonly seal: (text: string, place: string) => Uint8Array<ArrayBuffer>
}

/** `move` null: for changes that every status allows, such as messages. */
export async function moveSubmission(
  context: Context,
  { id, expectedVersion }: MoveInput,
  move: MoveName | null,
  run: (state: MoveState) => Promise<Effect>,
): Promise<Submission> {
  const { db, enqueue, principal, transaction } = context
  const seen = { AND: [{ id }, tenantScope.submission(principal)] }
  // Check before any lock, so that nobody can block a submission of someone else.
  const known = await db.submission.findFirst({ where: seen })
  if (known === null) throw submissionNotFound(id)
  await transaction(async (tx) => {
    await lockSubmissionRow(tx, id)
    const submission = await tx.submission.findUniqueOrThrow({
      where: { id },
      include: { owners: { orderBy: { position: 'asc' } } },
    })
    checkVersion(principal, submission, expectedVersion)
    checkMove(context, submission, move)
    const rows = await tx.$queryRaw<{ now: Date }[]>`SELECT app_now() AS now`
    const now = rows[0]?.now ?? principal.now
    const sealing = sealingOf(context, submission)
    const effect = await run({ tx, submission, now, seal: sealing.seal })
    const changes = { ...effect.changes, ...sealing.columns() }
    await applyEffect(tx, enqueue, {
      submission,
      move,
      effect: { ...effect, changes },
      now,
      principal,
    })
    if (move !== null && isBrokerMove(move))
      await lockActiveRelationship(tx, principal, submission.relationshipId)
    return { id: effect.resultId ?? id }
  })
  return db.submission.findFirstOrThrow({ where: seen })
}

/**
 * Row lock of a submission. Take it before lockActiveRelationship: a transaction that waits for a row while it holds
 * revocation locks can deadlock with a revocation.
 */
export async function lockSubmissionRow(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`SELECT FROM submission WHERE id = ${id} FOR NO KEY UPDATE`
}

/** Throws VERSION_CONFLICT unless the caller sees the version that it expects. */
export function checkVersion(
  principal: Principal,
  submission: Submission,
  expected: number | null | undefined,
): void {
  const { version } = viewOf(principal, submission)
  if (expected == null || expected === version) return
  throw new Problem(
    'VERSION_CONFLICT',
    `The submission was changed and is now at version ${version}. Load it again and repeat your change.`,
  )
}

function checkMove({ principal }: Context, submission: Submission, move: MoveName | null): void {
  if (submission.erasedAt !== null)
    throw new Problem(
      'ILLEGAL_TRANSITION',
      'The data of this submission was erased. It cannot change any more.',
    )
  if (move === null || targetsOf(move, submission.status).length > 0) return
  const { status } = viewOf(principal, submission)
  const sources = sourcesOf(move).filter((source) => principal.kind !== 'BROKER' || source !== 'HELD')
  throw new Problem(
    'ILLEGAL_TRANSITION',
    `This submission is ${status}. ${move} is possible only while it is ${sources.join(', ')}.`,
  )
}

function sealingOf({ masterKeys }: Context, submission: Submission) {
  let opened: ReturnType<typeof DataKey.openOrCreate> | null = null
  return {
    seal: (text: string, place: string) => {
      opened ??= DataKey.openOrCreate(masterKeys, submission)
      return opened.key.seal(text, place)
    },
    /** The columns of the data key that `seal` used. */
    columns: () => opened?.wrapped ?? {},
  }
}
