// moveOffer, closeOffers: changes of offers under the row lock of their submission. Used by the moves of offers.

import type { Offer, OfferStatus, Submission } from '@latchkey/prisma'
import { tenantScope } from '../../auth/tenant-scope.ts'
import type { Context } from '../../context.ts'
import { SYSTEM_ACTOR } from '../../events/record-event.ts'
import { displayId } from '../../graphql/ids.ts'
import { Problem } from '../../graphql/problem.ts'
import { type MoveState, moveSubmission } from '../move-submission.ts'
import type { Effect } from '../moves/apply-effect.ts'
import type { MoveName } from '../transitions.ts'

const EVENT_OF = {
  REJECTED: 'offer.rejected',
  NOT_SELECTED: 'offer.not_selected',
  RESCINDED: 'offer.rescinded',
} as const

/** Closes all offers that are open or accepted, except one. Returns their events. */
export async function closeOffers(
  { tx, submission, now }: MoveState,
  status: keyof typeof EVENT_OF,
  except?: string,
): Promise<Effect['events']> {
  const open = await tx.offer.findMany({
    where: { submissionId: submission.id, status: { in: ['OFFERED', 'ACCEPTED'] } },
    orderBy: { id: 'asc' },
  })
  const closing = open.map(({ id }) => id).filter((id) => id !== except)
  if (closing.length === 0) return []
  await tx.offer.updateMany({ where: { id: { in: closing } }, data: { status, closedAt: now } })
  return closing.map((subjectId) => ({ type: EVENT_OF[status], subjectId }))
}

interface OfferMove {
  readonly input: { readonly id: string; readonly expectedVersion?: number | null | undefined }
  readonly move: MoveName
  /** The statuses of the offer in which the move is possible. */
  readonly from: readonly OfferStatus[]
  readonly run: (offer: Offer, state: MoveState) => Promise<Effect>
}

/** Moves the submission of an offer, and returns the offer. Throws NOT_FOUND or OFFER_NOT_OPEN. */
export async function moveOffer(context: Context, { input, move, from, run }: OfferMove): Promise<Offer> {
  const { db, principal } = context
  const where = { AND: [{ id: input.id }, tenantScope.offer(principal)] }
  const known = await db.offer.findFirst({ where })
  if (known === null) {
    throw new Problem(
      'NOT_FOUND',
      `There is no offer ${displayId(input.id)}. Select \`offers\` of the submission to find the id.`,
    )
  }
  const target = { id: known.submissionId, expectedVersion: input.expectedVersion }
  await moveSubmission(context, target, move, async (state) => {
    // An offer that the move opens again does not expire before it.
    const except = from.includes('EXPIRED') ? input.id : null
    const expired = await expireOverdueOffers(state, except)
    const offer = await state.tx.offer.findUniqueOrThrow({ where: { id: input.id } })
    if (!from.includes(offer.status)) throw offerNotOpen(offer.status)
    const effect = await run(offer, state)
    return { ...effect, events: [...expired, ...effect.events], resultId: input.id }
  })
  return db.offer.findFirstOrThrow({ where })
}

/**
 * Marks the offers past their expiry, and returns their events. The recurring job calls it, and so does every move of
 * an offer, so that the moves decide by the status alone.
 */
export async function expireOverdueOffers(
  { tx, submission, now }: Pick<MoveState, 'tx' | 'now'> & { readonly submission: Pick<Submission, 'id'> },
  except: string | null = null,
): Promise<Effect['events']> {
  const found = await tx.offer.findMany({
    where: { submissionId: submission.id, status: 'OFFERED', expiresAt: { lte: now } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  const overdue = found.filter(({ id }) => id !== except)
  if (overdue.length === 0) return []
  await tx.offer.updateMany({
    where: { id: { in: overdue.map(({ id }) => id) } },
    data: { status: 'EXPIRED', closedAt: now },
  })
  return overdue.map(({ id }) => ({ type: 'offer.expired', subjectId: id, actor: SYSTEM_ACTOR }))
}

function offerNotOpen(status: OfferStatus): Problem {
  return new Problem('OFFER_NOT_OPEN', `This offer is ${status}. Choose an offer that is open.`)
}

/** IN_REVIEW if no offer is open any more, as the funder must act again. */
export async function statusAfterOffers({
  tx,
  submission,
}: Pick<MoveState, 'tx'> & { readonly submission: Pick<Submission, 'id'> }): Promise<
  'APPROVED' | 'IN_REVIEW'
> {
  const open = await tx.offer.count({
    where: { submissionId: submission.id, status: { in: ['OFFERED', 'ACCEPTED'] } },
    take: 1,
  })
  return open === 0 ? 'IN_REVIEW' : 'APPROVED'
}
