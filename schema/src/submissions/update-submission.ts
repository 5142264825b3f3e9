// updateSubmission: edits a submission in state DRAFT or INFO_REQUESTED.

import { databaseErrorKind } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { lockActiveRelationship } from '../brokers/lock-active-relationship.ts'
import { builder } from '../builder.ts'
import { DataKey } from '../encryption/data-key.ts'
import { aboutSubmission, actorOf, recordEvents } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { Issues } from '../validation/issues.ts'
import { viewOf } from './broker-view.ts'
import { MoneyInput } from './money.ts'
import { checkVersion, lockSubmissionRow } from './move-submission.ts'
import { checkOwners } from './record/check-owners.ts'
import { checkRecord } from './record/check-record.ts'
import { CompanyInput } from './record/company.ts'
import { insertOwners, updateRecord } from './record/insert-submission.ts'
import { MetaEntryInput } from './record/meta.ts'
import { OwnerInput } from './record/owner.ts'
import { FundingPurpose, Submission, submissionNotFound } from './submission.ts'

const EDITABLE = ['DRAFT', 'INFO_REQUESTED'] as const

builder.mutationField('updateSubmission', (t) =>
  t.fieldWithInput({
    type: Submission,
    description:
      'Edits a submission with status DRAFT or INFO_REQUESTED. Omitted fields stay unchanged; null clears a field. `company` changes only the fields that it contains. `owners` and `meta` replace the whole list; an owner with an `id` keeps the fields that you omit.',
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
      purposeNote: t.input.string({
        description: 'Details of the purpose, 1 to 10,000 characters with line breaks. Stored encrypted.',
      }),
      owners: t.input.field({
        type: [OwnerInput],
        description: 'Complete list of the company owners, at most 10. Replaces the current list.',
      }),
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
    resolve: async (_root, { input }, { db, masterKeys, principal, transaction }) => {
      const { id } = input
      const seen = { AND: [{ id }, tenantScope.submission(principal)] }
      const known = await db.submission.findFirst({ where: seen })
      if (known === null) throw submissionNotFound(id)

      await transaction(async (tx) => {
        await lockSubmissionRow(tx, id)
        await lockActiveRelationship(tx, principal, known.relationshipId)
        const stored = await tx.submission.findUniqueOrThrow({
          where: { id },
          include: { owners: { omit: { submissionId: true } } },
        })
        // Under the lock: what is valid depends on the stored owners and currency.
        const issues = new Issues()
        if (stored.erasedAt !== null)
          throw new Problem(
            'SUBMISSION_LOCKED',
            'The data of this submission was erased. It cannot change any more.',
          )
        const { key, wrapped } = DataKey.openOrCreate(masterKeys, stored)
        const { environment, now } = principal
        const circumstances = { id, environment, sealing: { key, masterKeys }, now }
        const record = checkRecord(issues, input, { ...circumstances, stored })
        const owners =
          input.owners === undefined
            ? null
            : checkOwners(issues, 'owners', input.owners, { ...circumstances, stored: stored.owners })
        issues.throwIfAny()
        const { status } = viewOf(principal, stored)
        if (!EDITABLE.some((editable) => editable === status)) throw locked(status)
        checkVersion(principal, stored, input.expectedVersion)
        await updateRecord(tx, id, { ...record, ...wrapped }).catch((error: unknown) => {
          throw databaseErrorKind(error) === 'taken' ? referenceExists() : error
        })
        if (owners !== null) {
          await tx.$executeRaw`DELETE FROM owner WHERE submission_id = ${id}`
          await insertOwners(tx, id, owners)
        }
        await recordEvents(tx, [
          {
            type: 'submission.updated',
            ...aboutSubmission(known),
            actor: actorOf(principal),
          },
        ])
        return { id }
      })
      return db.submission.findFirstOrThrow({ where: seen })
    },
  }),
)

function locked(status: string): Problem {
  return new Problem(
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
