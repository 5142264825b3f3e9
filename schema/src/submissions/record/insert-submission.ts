// insertSubmission, updateRecord, insertOwners: writes in raw SQL, for speed. Used by create and update.

import type { Submission } from '@latchkey/prisma'
import type { Transaction } from '../../transaction/transaction.ts'
import type { OwnerRow } from './check-owners.ts'
import type { RecordColumns } from './check-record.ts'

type NewSubmission = RecordColumns &
  Pick<
    Submission,
    | 'id'
    | 'environment'
    | 'funderId'
    | 'brokerId'
    | 'relationshipId'
    | 'source'
    | 'createdById'
    | 'dataKey'
    | 'masterKeyId'
  >

type Generated = Pick<
  Submission,
  'status' | 'statusChangedAt' | 'shownStatusChangedAt' | 'searchText' | 'version' | 'createdAt' | 'updatedAt'
>

/** Columns that a new submission leaves at their defaults. */
const UNSET = {
  submittedAt: null,
  heldAt: null,
  withdrawReason: null,
  closingStage: null,
  fundedAmountMinor: null,
  fundedOn: null,
  dueAt: null,
  assignedUserId: null,
  previousSubmissionId: null,
  legalHold: false,
  hiddenChanges: 0,
  erasedAt: null,
} as const satisfies Omit<Submission, keyof NewSubmission | keyof Generated>

/**
 * Inserts a submission with raw SQL: partners' software waits for this statement, and Prisma takes three
 * times as long. Null if another submission of the relationship has the same external reference.
 */
export async function insertSubmission(tx: Transaction, given: NewSubmission): Promise<Submission | null> {
  const [added] = await tx.$queryRaw<Generated[]>`
    INSERT INTO submission (id, environment, funder_id, broker_id, relationship_id, source, created_by_id, data_key,
      master_key_id, name, external_reference, legal_name, dba, email, phone, phone_extension, website, tax_id_kind,
      tax_id_cipher, tax_id_last4, tax_id_hash, entity_type, state_of_incorporation, start_date, industry, naics,
      physical_address, billing_address, annual_revenue_minor, monthly_revenue_minor, amount_minor, currency, purpose,
      purpose_note_cipher, source_name, source_email, source_notes_cipher, meta)
    VALUES (${given.id}, ${given.environment}::"Environment", ${given.funderId}, ${given.brokerId},
      ${given.relationshipId}, ${given.source}::"SubmissionSource", ${given.createdById}, ${given.dataKey},
      ${given.masterKeyId}, ${given.name}, ${given.externalReference}, ${given.legalName}, ${given.dba}, ${given.email},
      ${given.phone}, ${given.phoneExtension}, ${given.website}, ${given.taxIdKind}::"TaxIdKind",
      ${given.taxIdCipher}, ${given.taxIdLast4}, ${given.taxIdHash}, ${given.entityType}::"EntityType",
      ${given.stateOfIncorporation}, ${asDay(given.startDate)}::date, ${given.industry}, ${given.naics},
      ${asJson(given.physicalAddress)}::jsonb, ${asJson(given.billingAddress)}::jsonb, ${given.annualRevenueMinor},
      ${given.monthlyRevenueMinor}, ${given.amountMinor}, ${given.currency}, ${given.purpose}::"FundingPurpose",
      ${given.purposeNoteCipher}, ${given.sourceName}, ${given.sourceEmail}, ${given.sourceNotesCipher},
      ${asJson(given.meta)}::jsonb)
    ON CONFLICT (relationship_id, external_reference) DO NOTHING
    RETURNING status, status_changed_at AS "statusChangedAt", shown_status_changed_at AS "shownStatusChangedAt",
      search_text AS "searchText", version, created_at AS "createdAt", updated_at AS "updatedAt"`
  return added === undefined ? null : { ...UNSET, ...given, ...added }
}

/** Writes all columns of the record and the data key, and increments the version. */
export async function updateRecord(
  tx: Transaction,
  id: string,
  given: RecordColumns & Pick<Submission, 'dataKey' | 'masterKeyId'>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE submission SET version = version + 1, updated_at = app_now(), data_key = ${given.dataKey},
      master_key_id = ${given.masterKeyId}, name = ${given.name}, external_reference = ${given.externalReference},
      legal_name = ${given.legalName}, dba = ${given.dba}, email = ${given.email}, phone = ${given.phone},
      phone_extension = ${given.phoneExtension}, website = ${given.website},
      tax_id_kind = ${given.taxIdKind}::"TaxIdKind", tax_id_cipher = ${given.taxIdCipher},
      tax_id_last4 = ${given.taxIdLast4}, tax_id_hash = ${given.taxIdHash},
      entity_type = ${given.entityType}::"EntityType", state_of_incorporation = ${given.stateOfIncorporation},
      start_date = ${asDay(given.startDate)}::date, industry = ${given.industry}, naics = ${given.naics},
      physical_address = ${asJson(given.physicalAddress)}::jsonb,
      billing_address = ${asJson(given.billingAddress)}::jsonb, annual_revenue_minor = ${given.annualRevenueMinor},
      monthly_revenue_minor = ${given.monthlyRevenueMinor}, amount_minor = ${given.amountMinor},
      currency = ${given.currency}, purpose = ${given.purpose}::"FundingPurpose",
      purpose_note_cipher = ${given.purposeNoteCipher}, source_name = ${given.sourceName},
      source_email = ${given.sourceEmail}, source_notes_cipher = ${given.sourceNotesCipher},
      meta = ${asJson(given.meta)}::jsonb
    WHERE id = ${id}`
}

/** One statement with the same text for any number of owners. */
export async function insertOwners(
  tx: Transaction,
  submissionId: string,
  owners: readonly OwnerRow[],
): Promise<void> {
  if (owners.length === 0) return
  const rows = owners.map((owner) => ({
    ...owner,
    dateOfBirth: asDay(owner.dateOfBirth),
    signedOn: asDay(owner.signedOn),
    ssnCipher: asHex(owner.ssnCipher),
    ssnHash: asHex(owner.ssnHash),
  }))
  await tx.$executeRaw`
    INSERT INTO owner (id, submission_id, position, prefix, first_name, middle_name, last_name, suffix, title, email,
      home_phone, home_phone_extension, mobile_phone, mobile_phone_extension, home_address, date_of_birth, ssn_cipher,
      ssn_last4, ssn_hash, credit_score, ownership_basis_points, is_applicant, is_guarantor, has_signed, signed_on)
    SELECT id, ${submissionId}, position, prefix, "firstName", "middleName", "lastName", suffix, title, email,
      "homePhone", "homePhoneExtension", "mobilePhone", "mobilePhoneExtension", nullif("homeAddress", 'null'),
      "dateOfBirth", decode("ssnCipher", 'hex'), "ssnLast4", decode("ssnHash", 'hex'), "creditScore",
      "ownershipBasisPoints", "isApplicant", "isGuarantor", "hasSigned", "signedOn"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id text, position int, prefix text, "firstName" text,
      "middleName" text, "lastName" text, suffix text, title text, email text, "homePhone" text,
      "homePhoneExtension" text, "mobilePhone" text, "mobilePhoneExtension" text, "homeAddress" jsonb,
      "dateOfBirth" date, "ssnCipher" text, "ssnLast4" text, "ssnHash" text, "creditScore" int,
      "ownershipBasisPoints" int, "isApplicant" boolean, "isGuarantor" boolean, "hasSigned" boolean, "signedOn" date)`
}

/** As text, so that the time zone of the connection cannot change the day. */
function asDay(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null
}

function asHex(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('hex')
}

function asJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
