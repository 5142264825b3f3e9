// createSubmission: creates a funding application as a draft.

import type { Principal } from '../auth/principal.ts'
import { lockActiveRelationship } from '../brokers/lock-relationship.ts'
import { builder } from '../builder.ts'
import { actorOf, recordEvents } from '../events/record-event.ts'
import { newId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import { Issues } from '../validation/issues.ts'
import { CompanyInput, checkCompany } from './company.ts'
import { insertOwners, insertSubmission } from './insert-submission.ts'
import { checkMoney, MoneyInput } from './money.ts'
import { checkOwners, OwnerInput } from './owner.ts'
import { FundingPurpose, Submission } from './submission.ts'

builder.mutationField('createSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Creates a funding application with status DRAFT. A BROKER key creates it in its own relationship; other credentials must set `relationshipId`.',
    problems: ['VALIDATION_FAILED', 'NOT_FOUND', 'RELATIONSHIP_NOT_ACTIVE', 'REFERENCE_EXISTS'],
    input: {
      name: t.input.string({
        required: true,
        description: 'Display name, 10 to 200 characters.',
      }),
      relationshipId: t.input.id({
        description:
          'Relationship (`rel_`) of the broker that the application comes from. Required except with a BROKER key, which uses its own relationship.',
      }),
      externalReference: t.input.string({
        description: 'Your own reference, 1 to 140 characters, unique within the relationship.',
      }),
      company: t.input.field({
        type: CompanyInput,
        description: 'Data of the company. You can add missing fields later.',
      }),
      amount: t.input.field({ type: MoneyInput, description: 'Requested amount.' }),
      purpose: t.input.field({ type: FundingPurpose, description: 'Purpose of the funding.' }),
      owners: t.input.field({ type: [OwnerInput], description: 'Company owners, at most 10.' }),
    },
    resolve: async (_root, { input }, { principal, transaction }) => {
      const issues = new Issues()
      const relationshipId = relationshipOf(issues, principal, input.relationshipId)
      const name = issues.text('name', input.name, { min: 10, max: 200 })
      const externalReference = issues.optionalText('externalReference', input.externalReference, {
        max: 140,
      })
      const company = checkCompany(issues, 'company', input.company, principal.now)
      const amount = checkMoney(issues, 'amount', input.amount)
      const owners = checkOwners(issues, 'owners', input.owners)
      issues.refuse()

      const id = newId('Submission')
      const fields = {
        id,
        name,
        externalReference,
        ...company,
        amountMinor: amount === null ? null : BigInt(amount.amountMinor),
        currency: amount?.currency ?? 'USD',
        purpose: input.purpose ?? null,
      }
      return transaction(async (tx) => {
        const { environment, funderId, brokerId } = await lockActiveRelationship(
          tx,
          principal,
          relationshipId,
        )
        const created = await insertSubmission(tx, {
          ...fields,
          environment,
          funderId,
          brokerId,
          relationshipId,
        })
        if (created === null) {
          const other = await tx.submission.findFirst({ where: { relationshipId, externalReference } })
          throw new Problem(
            'REFERENCE_EXISTS',
            `\`externalReference\` is already used by submission ${other?.id}. Use a different one.`,
          )
        }
        await insertOwners(tx, id, owners)
        await recordEvents(tx, [
          {
            type: 'submission.created',
            environment,
            funderId,
            relationshipId,
            submissionId: id,
            subjectId: id,
            actor: actorOf(principal),
            data: { version: created.version },
          },
        ])
        return created
      })
    },
  }),
)

/** The relationship of a BROKER key. Any other caller must name one. */
function relationshipOf(issues: Issues, principal: Principal, given: string | null | undefined): string {
  const own = principal.kind === 'BROKER' ? principal.relationshipId : null
  const chosen = given ?? own
  if (chosen === null) issues.add('relationshipId', 'REQUIRED', 'Required unless you use a BROKER key.')
  return chosen ?? ''
}
