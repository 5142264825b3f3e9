// moveRequirement: changes a requirement together with its submission. Used by the moves of requirements.

import type { Prisma, Requirement, RequirementStatus, SubmissionStatus } from '@latchkey/prisma'
import { tenantScope } from '../../auth/tenant-scope.ts'
import type { Context } from '../../context.ts'
import type { EventType } from '../../events/event-types.ts'
import { displayId } from '../../graphql/ids.ts'
import { Problem } from '../../graphql/problem.ts'
import { type MoveState, moveSubmission } from '../move-submission.ts'
import type { MoveName } from '../transitions.ts'

/** The broker must respond. */
export const UNANSWERED: RequirementStatus[] = ['OPEN', 'REJECTED']

interface RequirementMove {
  readonly input: { readonly id: string; readonly expectedVersion?: number | null | undefined }
  readonly move: MoveName
  /** The statuses of the requirement in which the move is possible. */
  readonly from: readonly RequirementStatus[]
  readonly event: EventType
  readonly changes: (
    state: MoveState,
    requirement: Requirement,
  ) => Promise<Prisma.RequirementUncheckedUpdateInput>
}

/** Throws NOT_FOUND, or ILLEGAL_TRANSITION if the requirement has another status. */
export async function moveRequirement(
  context: Context,
  { input, move, from, event, changes }: RequirementMove,
): Promise<Requirement> {
  const { db, principal } = context
  const { id } = input
  const where = { AND: [{ id }, tenantScope.requirement(principal)] }
  const known = await db.requirement.findFirst({ where })
  if (known === null) {
    throw new Problem(
      'NOT_FOUND',
      `There is no requirement ${displayId(id)}. Select \`requirements\` of the submission to find the id.`,
    )
  }
  const target = { id: known.submissionId, expectedVersion: input.expectedVersion }
  await moveSubmission(context, target, move, async (state) => {
    const { tx, submission } = state
    const requirement = await tx.requirement.findUniqueOrThrow({ where: { id } })
    const { status } = requirement
    if (!from.includes(status)) {
      throw new Problem(
        'ILLEGAL_TRANSITION',
        `This requirement is ${status}. ${move} is possible only while it is ${from.join(', ')}.`,
      )
    }
    await tx.requirement.update({ where: { id }, data: await changes(state, requirement) })
    const open = await openRequirements(state)
    return {
      status: statusAfter(submission.status, move, open),
      changes: { dueAt: earliestOf(open) },
      events: [{ type: event, subjectId: id }],
      resultId: id,
    }
  })
  return db.requirement.findFirstOrThrow({ where })
}

/** Back to review after the last response. A rejected response asks the broker again. */
function statusAfter(
  status: SubmissionStatus,
  move: MoveName,
  open: readonly Requirement[],
): SubmissionStatus {
  if (move === 'rejectRequirement') return status === 'IN_REVIEW' ? 'INFO_REQUESTED' : status
  const isAnswered = !open.some(({ stage }) => stage === 'PRE_DECISION')
  return status === 'INFO_REQUESTED' && isAnswered ? 'IN_REVIEW' : status
}

/** The requirements of the submission that the broker must respond to. */
export function openRequirements({ tx, submission }: MoveState): Promise<Requirement[]> {
  return tx.requirement.findMany({ where: { submissionId: submission.id, status: { in: UNANSWERED } } })
}

/**
 * The due date of a requirement whose response is not accepted. Null if the due date has passed and the response was in
 * time: the broker must respond again, but is not overdue.
 */
export function dueAgain(
  { dueAt, respondedAt }: Pick<Requirement, 'dueAt' | 'respondedAt'>,
  now: Date,
): Date | null {
  if (dueAt === null || dueAt > now) return dueAt
  return respondedAt !== null && respondedAt <= dueAt ? null : dueAt
}

/** The earliest due date, or null. */
export function earliestOf(requirements: readonly Pick<Requirement, 'dueAt'>[]): Date | null {
  const times = requirements.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt.getTime()]))
  return times.length === 0 ? null : new Date(Math.min(...times))
}
