// The moves of demo stories: each does to a Story what the mutation of the same meaning does to a submission.

import type { ClosingStage, DeclineReason, OfferStatus, Prisma, WithdrawReason } from '@latchkey/prisma'
import { type Actor, SYSTEM_ACTOR } from '@latchkey/schema/events/record-event.ts'
import { brokerReasons } from '@latchkey/schema/submissions/broker-view.ts'
import { UNANSWERED } from '@latchkey/schema/submissions/requirements/move-requirement.ts'
import type { OfferTerms } from './offers.ts'
import type { Story } from './story.ts'

const DAY_MS = 86_400_000

export function submits(story: Story, { isHeld = false } = {}): void {
  story.makes('submitSubmission', {
    actor: story.broker,
    status: isHeld ? 'HELD' : 'SUBMITTED',
    changes: { submittedAt: story.time },
    events: [{ type: 'submission.submitted' }],
  })
  if (isHeld)
    story.records('submission.held', story.submission.id, SYSTEM_ACTOR, {
      ...{ status: 'HELD', previousStatus: 'DRAFT', version: story.submission.version },
    })
}

export function assigns(story: Story, actor: Actor, assignedUserId: string): void {
  const events = [{ type: 'submission.assigned' as const, data: { assigneeId: assignedUserId } }]
  story.makes(null, { actor, changes: { assignedUserId }, events })
}

export function reviews(story: Story, actor: Actor): void {
  const events = [{ type: 'submission.review_started' as const }]
  story.makes('startReview', { actor, status: 'IN_REVIEW', events })
}

type Wanted = Pick<Prisma.RequirementCreateManyInput, 'kind' | 'documentClass'> & {
  readonly months?: string[]
  readonly text: string
  readonly dueInDays: number
}

/** Returns the ids of the requirements. */
export function asks(story: Story, actor: Actor, wanted: readonly Wanted[]): string[] {
  const isApproved = story.submission.status === 'APPROVED'
  const rows = wanted.map(({ text, dueInDays, ...row }) => {
    const id = story.id('Requirement')
    return {
      ...{
        id,
        ...row,
        status: 'OPEN' as const,
        stage: isApproved ? ('PRE_FUNDING' as const) : ('PRE_DECISION' as const),
      },
      textCipher: story.seal(text, `${id}.text`),
      dueAt: new Date(story.time.getTime() + dueInDays * DAY_MS),
      createdById: actor.id,
      ...story.whose(),
    }
  })
  story.rows.requirements.push(...rows)
  story.makes('requestInformation', {
    actor,
    status: isApproved ? 'APPROVED' : 'INFO_REQUESTED',
    changes: { dueAt: nextDue(story) },
    events: [
      { type: 'submission.information_requested' },
      ...rows.map(({ id }) => ({ type: 'requirement.created' as const, subjectId: id })),
    ],
  })
  return rows.map(({ id }) => id)
}

/** The broker responds with a text, and with files that it added for the requirement. */
export function responds(story: Story, id: string, text: string): void {
  change(story, id, {
    status: 'RESPONDED',
    respondedAt: story.time,
    responseCipher: story.seal(text, `${id}.response`),
  })
  moveRequirement(story, 'respondToRequirement', id, story.broker)
}

export function acceptsResponse(story: Story, id: string, actor: Actor): void {
  change(story, id, { status: 'ACCEPTED', resolvedAt: story.time })
  moveRequirement(story, 'acceptRequirement', id, actor)
}

export function rejectsResponse(story: Story, id: string, actor: Actor, note: string): void {
  change(story, id, { status: 'REJECTED', noteCipher: story.seal(note, `${id}.note`) })
  moveRequirement(story, 'rejectRequirement', id, actor)
}

const REQUIREMENT_EVENTS = {
  respondToRequirement: 'requirement.responded',
  acceptRequirement: 'requirement.accepted',
  rejectRequirement: 'requirement.rejected',
} as const

function moveRequirement(
  story: Story,
  move: keyof typeof REQUIREMENT_EVENTS,
  id: string,
  actor: Actor,
): void {
  const { status } = story.submission
  const isAnswered = !unanswered(story).some(({ stage }) => stage === 'PRE_DECISION')
  story.makes(move, {
    actor,
    status: status === 'INFO_REQUESTED' && isAnswered ? 'IN_REVIEW' : status,
    changes: { dueAt: nextDue(story) },
    events: [{ type: REQUIREMENT_EVENTS[move], subjectId: id }],
  })
}

function change(story: Story, id: string, changes: Partial<Prisma.RequirementCreateManyInput>): void {
  const found = story.rows.requirements.find((row) => row.id === id)
  Object.assign(found ?? {}, changes)
}

function unanswered({ rows }: Story): Prisma.RequirementCreateManyInput[] {
  return rows.requirements.filter(({ status }) => UNANSWERED.some((one) => one === status))
}

function nextDue(story: Story): Date | null {
  const times = unanswered(story).flatMap(({ dueAt }) => (dueAt instanceof Date ? [dueAt.getTime()] : []))
  return times.length === 0 ? null : new Date(Math.min(...times))
}

export function rejectsDocument(story: Story, id: string, actor: Actor, note: string): void {
  const found = story.rows.documents.find((row) => row.id === id)
  const rejected = {
    status: 'REJECTED',
    rejectReason: 'WRONG_PERIOD',
    noteCipher: story.seal(note, `${id}.note`),
  }
  Object.assign(found ?? {}, rejected)
  const data = { reason: 'WRONG_PERIOD', requirementId: found?.requirementId ?? null }
  story.records('document.rejected', id, actor, data)
}

/** Returns the ids of the offers. */
export function approves(story: Story, actor: Actor, offers: readonly OfferTerms[]): string[] {
  const whose = story.whose()
  story.rows.decisions.push({
    ...{ id: story.id('Decision'), ...whose, outcome: 'APPROVED', decidedById: actor.id },
  })
  const expiresAt = new Date(story.time.getTime() + 45 * DAY_MS)
  const rows = offers.map((terms) => ({
    id: story.id('Offer'),
    ...whose,
    createdById: actor.id,
    expiresAt,
    ...terms,
  }))
  story.rows.offers.push(...rows)
  story.makes('approveSubmission', {
    actor,
    status: 'APPROVED',
    events: [
      { type: 'submission.approved' },
      ...rows.map(({ id }) => ({ type: 'offer.created' as const, subjectId: id })),
    ],
  })
  return rows.map(({ id }) => id)
}

export function accepts(story: Story, id: string): void {
  const closedAt = story.time
  const others = story.rows.offers.filter((offer) => offer.id !== id)
  const close = (row: Prisma.OfferCreateManyInput, status: OfferStatus) =>
    Object.assign(row, { status, closedAt })
  for (const row of story.rows.offers) close(row, row.id === id ? 'ACCEPTED' : 'NOT_SELECTED')
  story.makes('acceptOffer', {
    actor: story.broker,
    changes: { closingStage: 'OFFER_ACCEPTED' },
    events: [
      { type: 'offer.accepted', subjectId: id },
      ...others.map((other) => ({ type: 'offer.not_selected' as const, subjectId: other.id })),
    ],
  })
}

export function reaches(story: Story, actor: Actor, closingStage: ClosingStage): void {
  const events = [{ type: 'submission.stage_changed' as const, data: { stage: closingStage } }]
  story.makes('setClosingStage', { actor, changes: { closingStage }, events })
}

export function funds(story: Story, actor: Actor, fundedAmountMinor: bigint): void {
  const fundedOn = new Date(story.time.toISOString().slice(0, 10))
  const changes = { fundedAmountMinor, fundedOn, dueAt: null }
  story.makes('markFunded', { actor, status: 'FUNDED', changes, events: [{ type: 'submission.funded' }] })
}

export function declines(story: Story, actor: Actor, reasons: DeclineReason[], note: string): void {
  const id = story.id('Decision')
  story.rows.decisions.push({
    ...{ id, ...story.whose(), outcome: 'DECLINED', reasons, decidedById: actor.id },
    noteCipher: story.seal(note, `${id}.note`),
  })
  const events = [{ type: 'submission.declined' as const, data: { reasons: brokerReasons(reasons) } }]
  story.makes('declineSubmission', { actor, status: 'DECLINED', events })
}

export function withdraws(story: Story, withdrawReason: WithdrawReason): void {
  const events = [{ type: 'submission.withdrawn' as const, data: { reason: withdrawReason } }]
  story.makes('withdrawSubmission', {
    ...{ actor: story.broker, status: 'WITHDRAWN', changes: { withdrawReason, dueAt: null }, events },
  })
}
