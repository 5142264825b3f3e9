// The Submission type and the queries `submission` and `submissions`. Loaded by schema.ts.

import { FundingPurpose as Purposes } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { listOf } from '../graphql/complexity.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../graphql/connection.ts'
import { Environment } from '../graphql/environment.ts'
import { displayId } from '../graphql/ids.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'
import { Problem } from '../graphql/problem.ts'
import { Issues } from '../validation/issues.ts'
import { canonicalText } from '../validation/text.ts'
import { viewOf } from './broker-view.ts'
import { Money } from './money.ts'
import { MAX_OWNERS } from './record/check-owners.ts'
import { Company } from './record/company.ts'
import { SubmissionFilter, submissionWhere } from './submission-filter.ts'
import { SubmissionStatusEnum } from './submission-status.ts'

export const FundingPurpose = builder.enumType('FundingPurpose', {
  description: 'Purpose of the funding.',
  values: {
    [Purposes.WORKING_CAPITAL]: { description: 'Operating costs.' },
    [Purposes.EQUIPMENT]: { description: 'Machines, vehicles, tools.' },
    [Purposes.INVENTORY]: { description: 'Goods to sell.' },
    [Purposes.EXPANSION]: { description: 'A new location, market or line of business.' },
    [Purposes.DEBT_REFINANCE]: { description: 'Replacement of other debt.' },
    [Purposes.PAYROLL]: { description: 'Wages.' },
    [Purposes.TAXES]: { description: 'Taxes due.' },
    [Purposes.MARKETING]: { description: 'Advertising and sales.' },
    [Purposes.REAL_ESTATE]: { description: 'Land or buildings.' },
    [Purposes.OTHER]: { description: 'None of these.' },
  },
})

export const Submission = builder.prismaObject('Submission', {
  interfaces: [Node],
  description: 'A funding application from a broker to a funder.',
  fields: (t) => ({
    environment: t.expose('environment', {
      type: Environment,
      description: 'The environment it belongs to.',
    }),
    name: t.exposeString('name', {
      description: 'Display name, 10 to 200 characters. `Erased submission` after its data was erased.',
    }),
    externalReference: t.exposeString('externalReference', {
      nullable: true,
      description: "The broker's own reference. Null if there is none.",
    }),
    status: t.field({
      type: SubmissionStatusEnum,
      description: 'Status of the submission.',
      resolve: (submission, _args, { principal }) => viewOf(principal, submission).status,
    }),
    company: t.field({
      type: Company,
      description: 'The company that applies for funding.',
      resolve: (submission) => submission,
    }),
    amount: t.field({
      type: Money,
      nullable: true,
      description: 'Requested amount. Null if not set yet.',
      resolve: ({ amountMinor, currency }) => (amountMinor === null ? null : { amountMinor, currency }),
    }),
    purpose: t.expose('purpose', {
      type: FundingPurpose,
      nullable: true,
      description: 'Purpose of the funding. Null if not set yet.',
    }),
    owners: t.relation('owners', {
      complexity: listOf(MAX_OWNERS),
      query: { orderBy: { position: 'asc' } },
      description: 'Owners of the company in the order of the input, at most 10.',
    }),
    relationship: t.relation('relationship', {
      description: 'Relationship between the broker and the funder of the submission.',
    }),
    version: t.int({
      description: 'Version number. Increases by 1 with every change.',
      resolve: (submission, _args, { principal }) => viewOf(principal, submission).version,
    }),
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
    description: 'A submission by id. A BROKER key sees only submissions of its relationship.',
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
    `There is no submission ${displayId(id)}. Use the query submissions to find the id.`,
  )
}

builder.queryField('submissionByReference', (t) =>
  t.prismaField({
    type: 'Submission',
    description:
      "A submission by the broker's own reference. A BROKER key finds those of its relationship; other credentials must set `relationshipId`.",
    args: {
      externalReference: t.arg.string({
        required: true,
        description: 'Exactly the `externalReference` of the submission.',
      }),
      relationshipId: t.arg.id({
        description: 'The relationship (`rel_`) of the submission. Optional for a BROKER key.',
      }),
    },
    resolve: async (query, _root, args, { db, principal }) => {
      const issues = new Issues()
      const relationshipId = relationshipOf(issues, principal, args.relationshipId)
      issues.throwIfAny()
      const externalReference = canonicalText(args.externalReference)
      const found = await db.submission.findFirst({
        ...query,
        where: { AND: [{ relationshipId, externalReference }, tenantScope.submission(principal)] },
      })
      if (found === null)
        throw new Problem(
          'SUBMISSION_NOT_FOUND',
          'There is no submission with this `externalReference` in the relationship.',
        )
      return found
    },
  }),
)

/** The relationship of a BROKER key. Any other caller must name one. */
export function relationshipOf(
  issues: Issues,
  principal: Principal,
  given: string | null | undefined,
): string {
  const own = principal.kind === 'BROKER' ? principal.relationshipId : null
  const chosen = given ?? own
  if (chosen === null) issues.add('relationshipId', 'REQUIRED', 'Required unless you use a BROKER key.')
  return chosen ?? ''
}

const SubmissionConnection = connectionOf('Submission', Submission)

builder.queryField('submissions', (t) =>
  t.field({
    type: SubmissionConnection,
    description:
      'Submissions of the funder in this environment, newest first. A BROKER key sees only those of its relationship.',
    args: {
      ...pageArguments,
      filter: t.arg({ type: SubmissionFilter, description: 'Limits the list to matching items.' }),
    },
    resolve: (_root, args, context, info) => {
      const where = submissionWhere(context.principal, args.filter)
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
