// REHEARSAL_TAX_IDS: EINs that play a fixed result in DEVELOPMENT. Used by the record and by submitSubmission. Pure.

import type { Submission } from '@latchkey/prisma'
import { keyedHash, type MasterKeys } from '../../encryption/data-key.ts'

/** The IRS never issues EINs that start with 00, so no real company has one of these. */
export const REHEARSAL_TAX_IDS = {
  '00-0000001': { course: 'APPROVAL', result: 'APPROVED with one offer' },
  '00-0000002': { course: 'CHOICE', result: 'APPROVED with three offers' },
  '00-0000003': { course: 'DECLINE', result: 'DECLINED with two reasons' },
  '00-0000004': { course: 'INFORMATION', result: 'INFO_REQUESTED: three months of bank statements' },
  '00-0000005': { course: 'WAIT', result: 'SUBMITTED, and nothing follows' },
  '00-0000006': { course: 'DUPLICATE', result: 'HELD as a duplicate, which you see as SUBMITTED' },
} as const

export type Course = (typeof REHEARSAL_TAX_IDS)[keyof typeof REHEARSAL_TAX_IDS]['course']

const COURSES = new Map<string, Course>(
  Object.entries(REHEARSAL_TAX_IDS).map(([ein, { course }]) => [ein.replace('-', ''), course]),
)

/** `digits`: the nine digits of an EIN. */
export function isRehearsalEin(digits: string): boolean {
  return COURSES.has(digits)
}

/** For the description of tax ids in the schema. */
export function rehearsalText(): string {
  return Object.entries(REHEARSAL_TAX_IDS)
    .map(([ein, { result }]) => `\`${ein}\` ${result}`)
    .join('; ')
}

/** The course that a submission plays. Null: an ordinary one. Compares hashes, so that no tax id is decrypted. */
export function courseOf(
  masterKeys: MasterKeys,
  { environment, taxIdHash }: Pick<Submission, 'environment' | 'taxIdHash'>,
): Course | null {
  if (environment !== 'DEVELOPMENT' || taxIdHash === null) return null
  for (const [digits, course] of COURSES)
    if (Buffer.compare(keyedHash(masterKeys, `EIN:${digits}`), taxIdHash) === 0) return course
  return null
}
