// insertSubmission, insertOwners: inserts in raw SQL, for speed. Used by createSubmission.

import { Prisma, type Submission } from '@latchkey/prisma'
import type { Transaction } from '../transaction/transaction.ts'
import type { CheckedOwner } from './owner.ts'

type NewSubmission = Pick<
  Submission,
  | 'id'
  | 'environment'
  | 'funderId'
  | 'brokerId'
  | 'relationshipId'
  | 'name'
  | 'externalReference'
  | 'legalName'
  | 'dba'
  | 'email'
  | 'phone'
  | 'website'
  | 'entityType'
  | 'stateOfIncorporation'
  | 'startDate'
  | 'naics'
  | 'amountMinor'
  | 'currency'
  | 'purpose'
>

/**
 * Inserts a submission with raw SQL: partners' software waits for this statement, and Prisma takes three
 * times as long. Null if another submission of the relationship has the same external reference.
 */
export async function insertSubmission(tx: Transaction, given: NewSubmission): Promise<Submission | null> {
  // As text, so that the time zone of the connection cannot change the day.
  const startDate = given.startDate?.toISOString().slice(0, 10) ?? null
  const added = await tx.$executeRaw`
    INSERT INTO submission (id, environment, funder_id, broker_id, relationship_id, name, external_reference,
      legal_name, dba, email, phone, website, entity_type, state_of_incorporation, start_date, naics,
      amount_minor, currency, purpose)
    VALUES (${given.id}, ${given.environment}::"Environment", ${given.funderId}, ${given.brokerId},
      ${given.relationshipId}, ${given.name}, ${given.externalReference}, ${given.legalName}, ${given.dba},
      ${given.email}, ${given.phone}, ${given.website}, ${given.entityType}::"EntityType",
      ${given.stateOfIncorporation}, ${startDate}::date, ${given.naics}, ${given.amountMinor}, ${given.currency},
      ${given.purpose}::"FundingPurpose")
    ON CONFLICT (relationship_id, external_reference) DO NOTHING`
  return added === 0 ? null : tx.submission.findUniqueOrThrow({ where: { id: given.id } })
}

export async function insertOwners(
  tx: Transaction,
  submissionId: string,
  owners: readonly CheckedOwner[],
): Promise<void> {
  if (owners.length === 0) return
  const rows = owners.map(
    ({ id, position, firstName, lastName, title, email, phone, ownershipBasisPoints }) =>
      Prisma.sql`(${id}, ${submissionId}, ${position}::int, ${firstName}, ${lastName}, ${title}, ${email}, ${phone},
        ${ownershipBasisPoints}::int)`,
  )
  await tx.$executeRaw`
    INSERT INTO owner (id, submission_id, position, first_name, last_name, title, email, phone, ownership_basis_points)
    VALUES ${Prisma.join(rows)}`
}
