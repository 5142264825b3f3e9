// Tax ids and social security numbers: GraphQL types and validation. Used by companies and owners.

import { type Environment, TaxIdKind as Kinds } from '@latchkey/prisma'
import { builder } from '../../builder.ts'
import type { Issues } from '../../validation/issues.ts'
import { isRehearsalEin } from '../rehearsal/rehearsal-tax-ids.ts'

const TaxIdKind = builder.enumType('TaxIdKind', {
  description: 'Kind of a US tax id.',
  values: {
    [Kinds.EIN]: { description: 'Employer identification number of a company.' },
    [Kinds.SSN]: { description: 'Social security number of a person, for sole proprietors.' },
    [Kinds.ITIN]: { description: 'Individual taxpayer identification number, for persons without an SSN.' },
  },
})

interface ShownTaxId {
  readonly kind: keyof typeof Kinds
  readonly last4: string
}

export const TaxId = builder.objectRef<ShownTaxId>('TaxId').implement({
  description: 'A tax id. The API shows its last four digits only.',
  fields: (t) => ({
    kind: t.expose('kind', { type: TaxIdKind, description: 'Kind of the tax id.' }),
    last4: t.exposeString('last4', { description: 'Last four digits.' }),
  }),
})

export const TaxIdInput = builder.inputType('TaxIdInput', {
  description: 'A tax id. It is stored encrypted.',
  fields: (t) => ({
    kind: t.field({ type: TaxIdKind, required: true, description: 'Kind of the tax id.' }),
    number: t.string({
      required: true,
      description: 'Nine digits, with or without hyphens and spaces: `12-3456789` or `123456789`.',
    }),
  }),
})

/** A valid tax id: nine digits. */
export interface CheckedTaxId {
  readonly kind: keyof typeof Kinds
  readonly digits: string
}

/** Prefixes that the IRS has not assigned. An EIN with one of them gets a warning, not an error. */
const UNASSIGNED = new Set('00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97'.split(' '))

export function hasAssignedPrefix(ein: string): boolean {
  return !UNASSIGNED.has(ein.slice(0, 2))
}

export function checkTaxId(
  issues: Issues,
  path: string,
  given: typeof TaxIdInput.$inferInput | null | undefined,
  environment: Environment,
): CheckedTaxId | null {
  if (given == null) return null
  const { kind, number } = given
  if (kind === 'SSN') return checkSsn(issues, `${path}.number`, number)
  const digits = nineDigits(number)
  if (kind === 'ITIN') {
    if (digits !== null && isItin(digits)) return { kind, digits }
    issues.add(
      `${path}.number`,
      'INVALID_ITIN',
      'Must be an ITIN: nine digits that start with 9, with 50-65, 70-88, 90-92 or 94-99 as fourth and fifth digits. For other numbers use the kind SSN or EIN.',
    )
    return null
  }
  if (digits !== null && isRehearsalEin(digits) && environment === 'PRODUCTION')
    issues.add(
      `${path}.number`,
      'REHEARSAL_TAX_ID',
      'This EIN plays a rehearsal and works only in DEVELOPMENT. Set the EIN of the company.',
    )
  if (digits !== null) return { kind, digits }
  issues.add(`${path}.number`, 'INVALID_EIN', 'Must be an EIN of nine digits, such as 12-3456789.')
  return null
}

/** An SSN. Accepts an ITIN in its place, because forms have one field for both. */
export function checkSsn(
  issues: Issues,
  path: string,
  given: string | null | undefined,
): CheckedTaxId | null {
  if (given == null) return null
  const digits = nineDigits(given)
  if (digits !== null && isSsn(digits)) return { kind: 'SSN', digits }
  if (digits !== null && isItin(digits)) return { kind: 'ITIN', digits }
  issues.add(
    path,
    'INVALID_SSN',
    'Must be an SSN or ITIN of nine digits. An SSN does not start with 000, 666 or 9 and has no group of zeros.',
  )
  return null
}

function nineDigits(text: string): string | null {
  const digits = text.replace(/[\s\p{Pd}]/gu, '')
  return /^\d{9}$/.test(digits) ? digits : null
}

function isSsn(digits: string): boolean {
  return !/^(000|666|9)/.test(digits) && digits.slice(3, 5) !== '00' && digits.slice(5) !== '0000'
}

function isItin(digits: string): boolean {
  return /^9\d\d(5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits)
}
