// createSubmission: creates a funding application as a draft.

import type { Principal } from '../auth/principal.ts'
import { lockActiveRelationship } from '../brokers/lock-relationship.ts'
import { builder } from '../builder.ts'
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
      'Begins an application for funding, as a draft: on the relationship of a BROKER key, or on the one that is named.',
    problems: ['VALIDATION_FAILED', 'NOT_FOUND', 'RELATIONSHIP_NOT_ACTIVE', 'REFERENCE_EXISTS'],
    input: {
      name: t.input.string({
        required: true,
        description: 'What people will call it, 10 to 200 characters.',
      }),
      relationshipId: t.input.id({
        description:
          'The relationship (`rel_`) whose broker the application comes from. Needed unless a BROKER key asks, which has its own.',
      }),
      externalReference: t.input.string({
        description:
          'A reference of your own, 1 to 140 characters, unique among your submissions to this funder.',
      }),
      company: t.input.field({ type: CompanyInput, description: 'What is known of the company so far.' }),
      amount: t.input.field({ type: MoneyInput, description: 'How much is asked for.' }),
      purpose: t.input.field({ type: FundingPurpose, description: 'What the money is for.' }),
      owners: t.input.field({ type: [OwnerInput], description: 'The owners of the company, at most 10.' }),
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
            `This reference of yours is taken by ${other?.id}. Use another.`,
          )
        }
        await insertOwners(tx, id, owners)
        return created
      })
    },
  }),
)

/** The relationship of a BROKER key. Any other caller must name one. */
function relationshipOf(issues: Issues, principal: Principal, given: string | null | undefined): string {
  const own = principal.kind === 'BROKER' ? principal.relationshipId : null
  const chosen = given ?? own
  if (chosen === null) issues.add('relationshipId', 'REQUIRED', 'The relationship that it is made on.')
  return chosen ?? ''
}
