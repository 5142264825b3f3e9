// Fields of Submission that show its progress: times, who must act, closing, assignee. Loaded by schema.ts.

import { ClosingStage as Stages, type Submission } from '@latchkey/prisma'
import { User } from '../accounts/users/user.ts'
import { builder } from '../builder.ts'
import { batched } from '../graphql/batch.ts'
import { viewOf } from './broker-view.ts'
import { Side } from './messages/message.ts'
import { Money } from './money.ts'
import { UNANSWERED } from './requirements/move-requirement.ts'

export const ClosingStage = builder.enumType('ClosingStage', {
  description: 'Progress between the acceptance of an offer and the funding.',
  values: {
    [Stages.OFFER_ACCEPTED]: { description: 'The broker accepted an offer.' },
    [Stages.CONTRACT_SENT]: { description: 'The contract was sent.' },
    [Stages.CONTRACT_SIGNED]: { description: 'The contract was signed.' },
    [Stages.CLEARED]: { description: 'All conditions are met. The funder can pay out.' },
  },
})

const hasUnanswered = batched<string, boolean>(async ({ db }, ids) => {
  const rows = await db.requirement.findMany({
    where: { submissionId: { in: [...ids] }, status: { in: UNANSWERED } },
  })
  const found = new Set(rows.map(({ submissionId }) => submissionId))
  return ids.map((id) => found.has(id))
})

builder.prismaObjectFields('Submission', (t) => ({
  submittedAt: t.expose('submittedAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When it was submitted. Null before that.',
  }),
  statusChangedAt: t.field({
    type: 'DateTime',
    description: 'When the status last changed.',
    resolve: (submission, _args, { principal }) => viewOf(principal, submission).statusChangedAt,
  }),
  secondsInStatus: t.int({
    description: 'Time since the status last changed, in seconds.',
    resolve: (submission, _args, { principal }) => {
      const since = viewOf(principal, submission).statusChangedAt.getTime()
      return Math.max(0, Math.floor((principal.now.getTime() - since) / 1_000))
    },
  }),
  waitingOn: t.field({
    type: Side,
    nullable: true,
    complexity: 1,
    description: 'The party that must act next. Null for a closed or erased submission.',
    resolve: async (submission, _args, context) => {
      const side = waitingOn(submission)
      if (submission.status !== 'APPROVED' || side === 'BROKER') return side
      return (await hasUnanswered(context, submission.id)) ? 'BROKER' : side
    },
  }),
  dueAt: t.expose('dueAt', {
    type: 'DateTime',
    nullable: true,
    description: 'Earliest due date of the requirements without a response. Null if there is none.',
  }),
  closingStage: t.expose('closingStage', {
    type: ClosingStage,
    nullable: true,
    description: 'Progress after the acceptance of an offer. Null before that.',
  }),
  fundedAmount: t.field({
    type: Money,
    nullable: true,
    description: 'Amount that the funder paid out. Null until it is FUNDED.',
    resolve: ({ fundedAmountMinor: amountMinor, currency }) =>
      amountMinor === null ? null : { amountMinor, currency },
  }),
  fundedOn: t.expose('fundedOn', {
    type: 'Date',
    nullable: true,
    description: 'Day of the payout. Null until it is FUNDED.',
  }),
  heldAt: t.field({
    type: 'DateTime',
    nullable: true,
    description:
      'When the funder or the server held it. Null if it is not HELD, and always for a BROKER key.',
    resolve: (submission, _args, { principal }) => viewOf(principal, submission).heldAt,
  }),
  assignee: t.field({
    type: User,
    nullable: true,
    complexity: 1,
    description: 'User who works on it. Null if nobody is assigned, and always for a BROKER key.',
    select: (_args, _context, nestedSelection) => ({ assignedUser: nestedSelection(true) }),
    resolve: (submission, _args, { principal }) =>
      viewOf(principal, submission).assignedUserId === null ? null : submission.assignedUser,
  }),
  previousSubmission: t.relation('previousSubmission', {
    nullable: true,
    description: 'Earlier closed submission of the same broker for the same tax id. Null if there is none.',
  }),
}))

function waitingOn({ status, closingStage, erasedAt }: Submission): 'FUNDER' | 'BROKER' | null {
  if (erasedAt !== null) return null
  switch (status) {
    case 'DRAFT':
    case 'INFO_REQUESTED':
      return 'BROKER'
    case 'SUBMITTED':
    case 'HELD':
    case 'IN_REVIEW':
      return 'FUNDER'
    case 'APPROVED':
      return closingStage === null ? 'BROKER' : 'FUNDER'
    default:
      return null
  }
}
