// Sealing: encrypts tax ids, SSNs and notes under the data key of a submission. Used by the record.

import type { Submission } from '@latchkey/prisma'
import { type DataKey, keyedHash, type MasterKeys, unsealColumn } from '../../encryption/data-key.ts'
import type { CheckedTaxId } from './tax-id.ts'

/** The data key of one submission, and the key of the hashes. */
export interface Sealing {
  readonly key: DataKey
  readonly masterKeys: MasterKeys
}

/** Columns of a submission for its tax id. All of them are null, or none. */
export function sealTaxId({ key, masterKeys }: Sealing, submissionId: string, taxId: CheckedTaxId | null) {
  if (taxId === null) return { taxIdKind: null, taxIdCipher: null, taxIdLast4: null, taxIdHash: null }
  return {
    taxIdKind: taxId.kind,
    taxIdCipher: key.seal(taxId.digits, placeOf(submissionId, 'tax_id')),
    taxIdLast4: taxId.digits.slice(-4),
    taxIdHash: hashOf(masterKeys, taxId),
  }
}

/** Columns of an owner for the SSN or ITIN. All of them are null, or none. */
export function sealSsn({ key, masterKeys }: Sealing, ownerId: string, ssn: CheckedTaxId | null) {
  if (ssn === null) return { ssnCipher: null, ssnLast4: null, ssnHash: null }
  return {
    ssnCipher: key.seal(ssn.digits, placeOf(ownerId, 'ssn')),
    ssnLast4: ssn.digits.slice(-4),
    ssnHash: hashOf(masterKeys, ssn),
  }
}

export function sealText(
  { key }: Sealing,
  id: string,
  column: SealedColumn,
  text: string | null,
): Uint8Array<ArrayBuffer> | null {
  return text === null ? null : key.seal(text, placeOf(id, column))
}

/** Null if there is no value, or after the submission was erased. */
export function unseal(
  masterKeys: MasterKeys,
  submission: Pick<Submission, 'dataKey' | 'masterKeyId'>,
  sealed: Uint8Array | null,
  [id, column]: readonly [id: string, column: SealedColumn],
): string | null {
  return unsealColumn(masterKeys, submission, sealed, placeOf(id, column))
}

type SealedColumn = 'tax_id' | 'ssn' | 'purpose_note' | 'source_notes'

function placeOf(id: string, column: SealedColumn): string {
  return `${id}.${column}`
}

/** With the kind: an SSN and an EIN with the same digits are different numbers. */
function hashOf(masterKeys: MasterKeys, { kind, digits }: CheckedTaxId): Uint8Array<ArrayBuffer> {
  return keyedHash(masterKeys, `${kind}:${digits}`)
}
