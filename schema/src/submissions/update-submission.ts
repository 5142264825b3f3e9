// updateSubmission: edits a submission in state DRAFT or INFO_REQUESTED.

import { databaseErrorKind, type Prisma } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { lockActiveRelationship } from '../brokers/lock-relationship.ts'
import { builder } from '../builder.ts'
import { Problem } from '../graphql/problem.ts'
import { Issues } from '../validation/issues.ts'
import { CompanyInput, checkCompany } from './company.ts'
import { checkMoney, MoneyInput } from './money.ts'
import { checkOwners, OwnerInput } from './owner.ts'
import { FundingPurpose, Submission, submissionNotFound } from './submission.ts'

const EDITABLE = ['DRAFT', 'INFO_REQUESTED'] as const

builder.mutationField('updateSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Edits an application while it is a DRAFT or INFO_REQUESTED. What is left out stays, and null clears. Owners are replaced as a whole, the parts of the company one by one.',
    problems: [
      'VALIDATION_FAILED',
      'SUBMISSION_NOT_FOUND',
      'RELATIONSHIP_NOT_ACTIVE',
      'SUBMISSION_LOCKED',
      'VERSION_CONFLICT',
      'REFERENCE_EXISTS',
    ],
    input: {
      id: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      expectedVersion: t.input.int({
        description: 'The `version` that you have seen: if it is another by now, nothing is changed.',
      }),
      name: t.input.string({ description: 'What people will call it, 10 to 200 characters.' }),
      externalReference: t.input.string({ description: 'A reference of your own, 1 to 140 characters.' }),
      company: t.input.field({ type: CompanyInput, description: 'What is known of the company by now.' }),
      amount: t.input.field({ type: MoneyInput, description: 'How much is asked for.' }),
      purpose: t.input.field({ type: FundingPurpose, description: 'What the money is for.' }),
      owners: t.input.field({ type: [OwnerInput], description: 'All owners of the company, at most 10.' }),
    },
    resolve: async (_root, { input }, { db, principal, transaction }) => {
      const { id } = input
      const issues = new Issues()
      const changes = changesOf(issues, input, principal.now)
      const owners = input.owners === undefined ? null : checkOwners(issues, 'owners', input.owners)
      issues.refuse()
      const seen = { AND: [{ id }, tenantScope.submission(principal)] }
      const known = await db.submission.findFirst({ where: seen })
      if (known === null) throw submissionNotFound(id)

      await transaction(async (tx) => {
        await lockActiveRelationship(tx, principal, known.relationshipId)
        const version = input.expectedVersion ?? undefined
        const { count } = await tx.submission
          .updateMany({
            where: { id, status: { in: [...EDITABLE] }, ...(version === undefined ? {} : { version }) },
            data: { ...changes, version: { increment: 1 }, updatedAt: principal.now },
          })
          .catch((error: unknown) => {
            throw databaseErrorKind(error) === 'taken' ? referenceExists() : error
          })
        if (count === 0) throw rejectionFor(await tx.submission.findUniqueOrThrow({ where: { id } }))
        if (owners !== null) {
          await tx.owner.deleteMany({ where: { submissionId: id } })
          await tx.owner.createMany({ data: owners.map((owner) => ({ ...owner, submissionId: id })) })
        }
        return { id }
      })
      return db.submission.findFirstOrThrow({ where: seen })
    },
  }),
)

interface SubmissionFields {
  readonly name?: string | null | undefined
  readonly externalReference?: string | null | undefined
  readonly company?: typeof CompanyInput.$inferInput | null | undefined
  readonly amount?: typeof MoneyInput.$inferInput | null | undefined
  readonly purpose?: typeof FundingPurpose.$inferInput | null | undefined
}

/** Validates the given fields. The result leaves out fields that the input leaves out. */
function changesOf(
  issues: Issues,
  given: SubmissionFields,
  now: Date,
): Prisma.SubmissionUpdateManyMutationInput {
  const { name, externalReference, company, amount, purpose } = given
  const checked = checkCompany(issues, 'company', company, now)
  const parts = Object.entries(checked).filter(([part]) => company === null || isGiven(company, part))
  const money = checkMoney(issues, 'amount', amount)
  return {
    ...(name === undefined ? {} : { name: issues.text('name', name ?? '', { min: 10, max: 200 }) }),
    ...(externalReference === undefined
      ? {}
      : { externalReference: issues.optionalText('externalReference', externalReference, { max: 140 }) }),
    ...(company === undefined ? {} : Object.fromEntries(parts)),
    ...(amount === undefined ? {} : (money ?? { amountMinor: null })),
    ...(purpose === undefined ? {} : { purpose }),
  }
}

function isGiven(company: object | undefined, part: string): boolean {
  return company !== undefined && Reflect.get(company, part) !== undefined
}

function rejectionFor({ status, version }: { readonly status: string; readonly version: number }): Problem {
  return EDITABLE.some((editable) => editable === status)
    ? new Problem(
        'VERSION_CONFLICT',
        `Somebody changed it meanwhile: it is at version ${version}. Read it again, and decide again.`,
      )
    : new Problem('SUBMISSION_LOCKED', `It is ${status} by now, and cannot be edited.`)
}

function referenceExists(): Problem {
  return new Problem(
    'REFERENCE_EXISTS',
    'This reference of yours is taken by another submission. Use another.',
  )
}
