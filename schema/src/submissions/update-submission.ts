// updateSubmission: edits a submission in state DRAFT or INFO_REQUESTED.

import { databaseErrorKind, type Prisma } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { lockActiveRelationship } from '../brokers/lock-relationship.ts'
import { builder } from '../builder.ts'
import { actorOf, recordEvents } from '../events/record-event.ts'
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
      'Edits a submission with status DRAFT or INFO_REQUESTED. Omitted fields stay unchanged; null clears a field. `owners` replaces the whole list; `company` changes only the fields that it contains.',
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
        description:
          'The `version` that your change is based on. If the submission has another version, the mutation fails with VERSION_CONFLICT. Omitted: no check.',
      }),
      name: t.input.string({ description: 'Display name, 10 to 200 characters.' }),
      externalReference: t.input.string({
        description: 'Your own reference, 1 to 140 characters, unique within the relationship.',
      }),
      company: t.input.field({ type: CompanyInput, description: 'Fields of the company to change.' }),
      amount: t.input.field({ type: MoneyInput, description: 'Requested amount.' }),
      purpose: t.input.field({ type: FundingPurpose, description: 'Purpose of the funding.' }),
      owners: t.input.field({
        type: [OwnerInput],
        description: 'Complete list of the company owners, at most 10. Replaces the current list.',
      }),
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
        await recordEvents(tx, [
          {
            type: 'submission.updated',
            environment: known.environment,
            funderId: known.funderId,
            relationshipId: known.relationshipId,
            submissionId: id,
            subjectId: id,
            actor: actorOf(principal),
          },
        ])
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
        `The submission was changed and is now at version ${version}. Load it again and repeat your change.`,
      )
    : new Problem(
        'SUBMISSION_LOCKED',
        `This submission is ${status}. You can edit a submission only while it is DRAFT or INFO_REQUESTED.`,
      )
}

function referenceExists(): Problem {
  return new Problem(
    'REFERENCE_EXISTS',
    '`externalReference` is already used by another submission. Use a different one.',
  )
}
