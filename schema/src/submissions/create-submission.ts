// createSubmission: creates a funding application as a draft.

import { lockActiveRelationship } from '../brokers/lock-active-relationship.ts'
import { builder } from '../builder.ts'
import { DataKey } from '../encryption/data-key.ts'
import { aboutSubmission, actorOf, recordEvents } from '../events/record-event.ts'
import { newId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import { Issues } from '../validation/issues.ts'
import { MoneyInput } from './money.ts'
import { checkOwners } from './record/check-owners.ts'
import { checkRecord, EMPTY_RECORD } from './record/check-record.ts'
import { CompanyInput } from './record/company.ts'
import { insertOwners, insertSubmission } from './record/insert-submission.ts'
import { MetaEntryInput } from './record/meta.ts'
import { OwnerInput } from './record/owner.ts'
import { FundingPurpose, relationshipOf, Submission } from './submission.ts'

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
      purposeNote: t.input.string({
        description: 'Details of the purpose, 1 to 10,000 characters with line breaks. Stored encrypted.',
      }),
      owners: t.input.field({ type: [OwnerInput], description: 'Owners of the company, at most 10.' }),
      sourceName: t.input.string({
        description: 'Person or system at the broker that the application comes from, 1 to 200 characters.',
      }),
      sourceEmail: t.input.string({ description: 'E-mail address of that person.' }),
      sourceNotes: t.input.string({
        description: 'Notes for the funder, 1 to 10,000 characters with line breaks. Stored encrypted.',
      }),
      meta: t.input.field({
        type: [MetaEntryInput],
        description: 'Your own key-value pairs: at most 20, together at most 4,096 bytes in UTF-8.',
      }),
    },
    resolve: async (_root, { input }, { masterKeys, principal, transaction }) => {
      const issues = new Issues()
      const relationshipId = relationshipOf(issues, principal, input.relationshipId)
      const id = newId('Submission')
      const { key, wrapped } = DataKey.create(masterKeys)
      const { environment, now } = principal
      const circumstances = { id, environment, sealing: { key, masterKeys }, now, stored: EMPTY_RECORD }
      const record = checkRecord(issues, input, circumstances)
      const owners = checkOwners(issues, 'owners', input.owners ?? [], { ...circumstances, stored: [] })
      issues.throwIfAny()

      const actor = actorOf(principal)
      return transaction(async (tx) => {
        const { environment, funderId, brokerId } = await lockActiveRelationship(
          tx,
          principal,
          relationshipId,
        )
        const created = await insertSubmission(tx, {
          ...record,
          ...wrapped,
          id,
          environment,
          funderId,
          brokerId,
          relationshipId,
          source: principal.kind === 'SESSION' ? 'MANUAL' : 'API',
          createdById: actor.id,
        })
        if (created === null) {
          const { externalReference } = record
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
            ...aboutSubmission(created),
            actor,
            data: { version: created.version },
          },
        ])
        return created
      })
    },
  }),
)
