// revealSensitiveField: shows a tax id or SSN to a user, and records who saw it and why.

import type { Submission } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { DataKey, type MasterKeys } from '../encryption/data-key.ts'
import { aboutSubmission, actorOf, recordEvents } from '../events/record-event.ts'
import { newId, typeOfId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import type { Replay } from '../transaction/idempotent-mutation.ts'
import type { ReadDatabase } from '../transaction/read-database.ts'
import { Issues } from '../validation/issues.ts'
import { writeNote } from './messages/write-note.ts'
import { unseal } from './record/sealing.ts'
import { submissionNotFound } from './submission.ts'

const SensitiveField = builder.enumType('SensitiveField', {
  description: 'A field that is stored encrypted and shown as its last four digits.',
  values: {
    TAX_ID: { description: 'Tax id of the company.' },
    OWNER_SSN: { description: 'SSN or ITIN of an owner.' },
  } as const,
})

interface Revealed {
  /** The row that the value belongs to. */
  readonly id: string
  readonly field: typeof SensitiveField.$inferType
  readonly value: string
}

const RevealedField = builder.objectRef<Revealed>('RevealedField').implement({
  description: 'The value of a sensitive field.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the submission or owner that the value belongs to.' }),
    field: t.expose('field', { type: SensitiveField, description: 'The revealed field.' }),
    value: t.exposeString('value', { description: 'Nine digits without hyphens.' }),
  }),
})

/** A retry shows the value again, unless the submission has changed since: that takes a new request. */
const replay: Replay = async ({ db, masterKeys, principal }, { id: resultId }) => {
  const [id = '', version] = resultId.split(' ')
  const field = typeOfId(id) === 'Owner' ? 'OWNER_SSN' : 'TAX_ID'
  const row = field === 'OWNER_SSN' ? { owners: { some: { id } } } : { id }
  const where = { AND: [row, tenantScope.submission(principal)] }
  const submission = await db.submission.findFirst({ where })
  if (String(submission?.version) !== version || submission === null)
    throw new Problem(
      'VERSION_CONFLICT',
      'The original request succeeded, but the submission has changed since. Send a new request with another Idempotency-Key.',
    )
  return reveal(db, masterKeys, submission, field, id)
}

builder.mutationField('revealSensitiveField', (t) =>
  t.fieldWithInput({
    type: RevealedField,
    description:
      'Returns the full tax id of a company, or the full SSN of an owner. The audit log records who saw which field. The reason becomes an internal note of the submission, which brokers cannot see.',
    problems: ['VALIDATION_FAILED', 'SUBMISSION_NOT_FOUND', 'NOT_FOUND', 'VERSION_CONFLICT'],
    replay,
    input: {
      submissionId: t.input.id({ required: true, description: 'The id of the submission (`sub_`).' }),
      field: t.input.field({ type: SensitiveField, required: true, description: 'The field to reveal.' }),
      ownerId: t.input.id({ description: 'The id of the owner (`own_`). Required for OWNER_SSN only.' }),
      reason: t.input.string({
        required: true,
        description: 'Why you need the value, 10 to 500 characters. Stored encrypted.',
      }),
    },
    resolve: async (_root, { input }, context) => {
      const issues = new Issues()
      const { field } = input
      const reason = issues.text('reason', input.reason, { min: 10, max: 500, multiline: true })
      if (field === 'OWNER_SSN' && input.ownerId == null)
        issues.add('ownerId', 'REQUIRED', 'Required for the field OWNER_SSN.')
      if (field === 'TAX_ID' && input.ownerId != null)
        issues.add('ownerId', 'NOT_ALLOWED', 'Allowed for the field OWNER_SSN only.')
      issues.throwIfAny()
      const { db, masterKeys, principal, transaction } = context
      const seen = { AND: [{ id: input.submissionId }, tenantScope.submission(principal)] }
      const known = await db.submission.findFirst({ where: seen })
      if (known === null) throw submissionNotFound(input.submissionId)

      return transaction(async (tx) => {
        // Shared: the value that is shown is that of `version`.
        await tx.$executeRaw`SELECT FROM submission WHERE id = ${known.id} FOR SHARE`
        const submission = await tx.submission.findUniqueOrThrow({ where: { id: known.id } })
        const revealed = await reveal(tx, masterKeys, submission, field, input.ownerId)
        const key = DataKey.open(masterKeys, submission)
        if (key === null) throw noValue()
        const text = `Revealed ${field === 'TAX_ID' ? 'the tax id' : 'the SSN of an owner'}. ${reason}`
        const seal = key.seal.bind(key)
        await writeNote({ tx, submission, now: principal.now, seal }, principal, newId('Note'), text)
        await recordEvents(tx, [
          {
            type: 'sensitive_data.revealed',
            ...aboutSubmission(submission, revealed.id),
            actor: actorOf(principal),
            data: { field, ownerId: input.ownerId ?? null },
          },
        ])
        return { ...revealed, resultId: `${revealed.id} ${submission.version}` }
      })
    },
  }),
)

async function reveal(
  db: Pick<ReadDatabase, 'owner'>,
  masterKeys: MasterKeys,
  submission: Submission,
  field: Revealed['field'],
  ownerId: string | null | undefined,
): Promise<Revealed> {
  const { id } = submission
  if (field === 'TAX_ID') {
    const value = unseal(masterKeys, submission, submission.taxIdCipher, [id, 'tax_id'])
    if (value === null) throw noValue()
    return { id, field, value }
  }
  const owner = await db.owner.findFirst({ where: { id: ownerId ?? '', submissionId: id } })
  const value = owner && unseal(masterKeys, submission, owner.ssnCipher, [owner.id, 'ssn'])
  if (owner === null || value === null) throw noValue()
  return { id: owner.id, field, value }
}

function noValue(): Problem {
  return new Problem(
    'NOT_FOUND',
    'There is no value to reveal: the field is empty, the submission was erased, or it has no such owner.',
  )
}
