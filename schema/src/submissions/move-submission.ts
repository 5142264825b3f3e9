// moveSubmission: makes one move under the row lock, with events and version. Used by every move of a submission.

import type { Owner, Prisma, Submission, SubmissionStatus } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { lockActiveRelationship } from '../brokers/lock-active-relationship.ts'
import type { Context } from '../context.ts'
import { DataKey } from '../encryption/data-key.ts'
import { isFunderOnly } from '../events/event-types.ts'
import { aboutSubmission, actorOf, type NewEvent, recordEvents } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { brokerStatus, viewOf } from './broker-view.ts'
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

/** `move` null: for changes that every status allows, such as messages. */
export async function moveSubmission(
  context: Context,
  { id, expectedVersion }: MoveInput,
  move: MoveName | null,
  run: (state: MoveState) => Promise<Effect>,
): Promise<Submission> {
  const { db, principal, transaction } = context
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
    const status = effect.status ?? submission.status
    if (
      move !== null &&
      !targetsOf(move, submission.status).includes(status) &&
      !isHoldOfSubmit(move, status)
    )
      throw new Error(`${move} must not lead from ${submission.status} to ${status}.`)
    await tx.submission.update({
      where: { id },
      data: {
        ...effect.changes,
        ...sealing.columns(),
        ...statusChange(submission, status, effect.events, now),
      },
    })
    await recordEvents(
      tx,
      effect.events.map((event) => toEvent(context, submission, status, event)),
    )
    if (move !== null && isBrokerMove(move))
      await lockActiveRelationship(tx, principal, submission.relationshipId)
    return { id: effect.resultId ?? id }
  })
  return db.submission.findFirstOrThrow({ where: seen })
}

/** The server may hold a submission in the same step as its submit. */
function isHoldOfSubmit(move: MoveName, status: SubmissionStatus): boolean {
  return move === 'submitSubmission' && status === 'HELD'
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
  { principal }: Context,
  submission: Submission,
  status: SubmissionStatus,
  { type, subjectId = submission.id, actor = actorOf(principal), data = {} }: MoveEvent,
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
