// The Submission type and the queries `submission` and `submissions`. Loaded by schema.ts.

import { type Prisma, FundingPurpose as Purposes, SubmissionStatus as Statuses } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { listOf } from '../graphql/complexity.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../graphql/connection.ts'
import { Environment } from '../graphql/environment.ts'
import { displayId } from '../graphql/ids.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'
import { Problem } from '../graphql/problem.ts'
import { canonicalText } from '../validation/text.ts'
import { Company } from './company.ts'
import { Money } from './money.ts'
import { MAX_OWNERS } from './owner.ts'

const SubmissionStatus = builder.enumType('SubmissionStatus', {
  description: 'How far an application has come.',
  values: {
    [Statuses.DRAFT]: { description: 'The broker is still writing it.' },
    [Statuses.SUBMITTED]: { description: 'Handed in, and waiting.' },
    [Statuses.IN_REVIEW]: { description: 'The funder is looking at it.' },
    [Statuses.HELD]: { description: 'Someone at the funder has to look at it first.' },
    [Statuses.INFO_REQUESTED]: { description: 'The funder has asked for something.' },
    [Statuses.APPROVED]: { description: 'The funder would fund it.' },
    [Statuses.FUNDED]: { description: 'The money is out.' },
    [Statuses.DECLINED]: { description: 'The funder will not fund it.' },
    [Statuses.WITHDRAWN]: { description: 'The broker took it back.' },
  },
})

export const FundingPurpose = builder.enumType('FundingPurpose', {
  description: 'What the money is for.',
  values: {
    [Purposes.WORKING_CAPITAL]: { description: 'Running costs.' },
    [Purposes.EQUIPMENT]: { description: 'Machines, vehicles, tools.' },
    [Purposes.INVENTORY]: { description: 'Goods to sell.' },
    [Purposes.EXPANSION]: { description: 'A new place, market or line of business.' },
    [Purposes.DEBT_REFINANCE]: { description: 'To replace other debt.' },
    [Purposes.PAYROLL]: { description: 'Wages.' },
    [Purposes.TAXES]: { description: 'Taxes due.' },
    [Purposes.MARKETING]: { description: 'Advertising and sales.' },
    [Purposes.REAL_ESTATE]: { description: 'Land or buildings.' },
    [Purposes.OTHER]: { description: 'None of these.' },
  },
})

export const Submission = builder.prismaObject('Submission', {
  interfaces: [Node],
  description: 'An application for funding that a broker makes to a funder.',
  fields: (t) => ({
    environment: t.expose('environment', {
      type: Environment,
      description: 'The environment it belongs to.',
    }),
    name: t.exposeString('name', { description: 'What people call it, 10 to 200 characters.' }),
    externalReference: t.exposeString('externalReference', {
      nullable: true,
      description: "The broker's own reference, if it gave one.",
    }),
    status: t.expose('status', { type: SubmissionStatus, description: 'How far it has come.' }),
    company: t.field({
      type: Company,
      description: 'The company that applies.',
      resolve: (submission) => submission,
    }),
    amount: t.field({
      type: Money,
      nullable: true,
      description: 'How much is asked for. Null while the draft does not say.',
      resolve: ({ amountMinor, currency }) => (amountMinor === null ? null : { amountMinor, currency }),
    }),
    purpose: t.expose('purpose', {
      type: FundingPurpose,
      nullable: true,
      description: 'What the money is for. Null while the draft does not say.',
    }),
    owners: t.relation('owners', {
      complexity: listOf(MAX_OWNERS),
      query: { orderBy: { position: 'asc' } },
      description: 'The owners in the order given, at most 10.',
    }),
    relationship: t.relation('relationship', { description: 'The broker and the funder it passes between.' }),
    version: t.exposeInt('version', { description: 'Goes up by one with every change.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
  }),
})

registerNode('Submission', 'submission', ({ db, principal }, id) =>
  db.submission.findFirst({ where: { AND: [{ id }, tenantScope.submission(principal)] } }),
)

builder.queryField('submission', (t) =>
  t.prismaField({
    type: 'Submission',
    description: 'One submission. A broker sees those of its own relationship.',
    args: { id: t.arg.id({ required: true, description: 'The id of the submission (`sub_`).' }) },
    resolve: async (query, _root, { id }, { db, principal }) => {
      const found = await db.submission.findFirst({
        ...query,
        where: { AND: [{ id }, tenantScope.submission(principal)] },
      })
      if (found === null) throw submissionNotFound(id)
      return found
    },
  }),
)

export function submissionNotFound(id: string): Problem {
  return new Problem(
    'SUBMISSION_NOT_FOUND',
    `There is no submission ${displayId(id)}. See submissions for those there are.`,
  )
}

const SubmissionFilter = builder.inputType('SubmissionFilter', {
  description: 'Which submissions to list; all of what is given must hold.',
  fields: (t) => ({
    status: t.field({ type: SubmissionStatus, description: 'Submissions in this state.' }),
    brokerId: t.id({ description: 'Submissions of this broker.' }),
    relationshipId: t.id({ description: 'Submissions of this relationship (`rel_`).' }),
    externalReference: t.string({ description: "The one with this reference of the broker's." }),
    createdFrom: t.field({ type: 'DateTime', description: 'Created at this time or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Created before this time.' }),
  }),
})

const SubmissionConnection = connectionOf('Submission', Submission)

builder.queryField('submissions', (t) =>
  t.field({
    type: SubmissionConnection,
    description:
      'The submissions of the funder in this environment, newest first; for a broker, those of its own relationship.',
    args: { ...pageArguments, filter: t.arg({ type: SubmissionFilter, description: 'Which of them.' }) },
    resolve: (_root, args, context, info) => {
      const { status, brokerId, relationshipId, externalReference, createdFrom, createdTo } =
        args.filter ?? {}
      const where: Prisma.SubmissionWhereInput = {
        AND: [
          tenantScope.submission(context.principal),
          status == null ? {} : { status },
          brokerId == null ? {} : { brokerId },
          relationshipId == null ? {} : { relationshipId },
          externalReference == null ? {} : { externalReference: canonicalText(externalReference) },
          createdFrom == null ? {} : { createdAt: { gte: createdFrom } },
          createdTo == null ? {} : { createdAt: { lt: createdTo } },
        ],
      }
      return readPage('Submission', context, args, {
        find: ({ keyset, ...page }) =>
          context.db.submission.findMany({
            ...selectionOf(context, info),
            where: { AND: [where, keyset] },
            ...page,
          }),
        count: (keyset, take) =>
          context.db.submission.count({
            where: { AND: [where, keyset] },
            ...(take === undefined ? {} : { take }),
          }),
      })
    },
  }),
)
