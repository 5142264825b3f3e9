// checkRecord: validates the fields of a submission and turns them into columns. Used by create and update.

import type { Environment, Submission } from '@latchkey/prisma'
import { checkEmail } from '../../validation/contact.ts'
import type { Issues } from '../../validation/issues.ts'
import { checkMoney, type MoneyFields, type MoneyInput } from '../money.ts'
import type { FundingPurpose } from '../submission.ts'
import type { CompanyInput } from './company.ts'
import { checkCompany, EMPTY_COMPANY } from './company-columns.ts'
import { checkMeta, type MetaEntryInput } from './meta.ts'
import { type Sealing, sealText } from './sealing.ts'

/** Longest note of a person, in characters. */
const MAX_NOTE = 10_000

/** Columns of a draft without any data. */
export const EMPTY_RECORD = {
  ...EMPTY_COMPANY,
  name: '',
  externalReference: null,
  amountMinor: null,
  currency: 'USD',
  purpose: null,
  purposeNoteCipher: null,
  sourceName: null,
  sourceEmail: null,
  sourceNotesCipher: null,
  meta: {},
} as const satisfies Partial<Submission>

export type RecordColumns = Pick<Submission, keyof typeof EMPTY_RECORD>

export interface GivenRecord {
  readonly name?: string | null | undefined
  readonly externalReference?: string | null | undefined
  readonly company?: typeof CompanyInput.$inferInput | null | undefined
  readonly amount?: typeof MoneyInput.$inferInput | null | undefined
  readonly purpose?: typeof FundingPurpose.$inferInput | null | undefined
  readonly purposeNote?: string | null | undefined
  readonly sourceName?: string | null | undefined
  readonly sourceEmail?: string | null | undefined
  readonly sourceNotes?: string | null | undefined
  readonly meta?: readonly (typeof MetaEntryInput.$inferInput)[] | null | undefined
}

interface Circumstances {
  /** Id of the submission. */
  readonly id: string
  readonly environment: Environment
  readonly sealing: Sealing
  readonly now: Date
  /** The columns before the change. */
  readonly stored: RecordColumns
}

/** All columns after the change. Omitted fields keep their stored value; null clears a field. */
export function checkRecord(issues: Issues, given: GivenRecord, circumstances: Circumstances): RecordColumns {
  const { id, sealing, stored } = circumstances
  const columns = { ...stored }
  if (given.name !== undefined) columns.name = issues.text('name', given.name ?? '', { min: 10, max: 200 })
  if (given.externalReference !== undefined)
    columns.externalReference = issues.optionalText('externalReference', given.externalReference, {
      max: 140,
    })
  Object.assign(columns, checkCompany(issues, 'company', given.company, circumstances))
  if (given.amount !== undefined) {
    const amount = checkMoney(issues, 'amount', given.amount)
    columns.amountMinor = amount === null ? null : BigInt(amount.amountMinor)
  }
  columns.currency = checkCurrency(issues, given, stored)
  if (given.purpose !== undefined) columns.purpose = given.purpose
  const note = { max: MAX_NOTE, multiline: true }
  if (given.purposeNote !== undefined) {
    const text = issues.optionalText('purposeNote', given.purposeNote, note)
    columns.purposeNoteCipher = sealText(sealing, id, 'purpose_note', text)
  }
  if (given.sourceName !== undefined)
    columns.sourceName = issues.optionalText('sourceName', given.sourceName, { max: 200 })
  if (given.sourceEmail !== undefined)
    columns.sourceEmail = checkEmail(issues, 'sourceEmail', given.sourceEmail)
  if (given.sourceNotes !== undefined) {
    const text = issues.optionalText('sourceNotes', given.sourceNotes, note)
    columns.sourceNotesCipher = sealText(sealing, id, 'source_notes', text)
  }
  if (given.meta !== undefined) columns.meta = checkMeta(issues, 'meta', given.meta)
  return columns
}

/** The one currency of all amounts: that of the request, or else the stored one. */
function checkCurrency(issues: Issues, { amount, company }: GivenRecord, stored: RecordColumns): string {
  const amounts: [string, MoneyFields | null | undefined, bigint | null][] = [
    ['amount', amount, stored.amountMinor],
    ['company.annualRevenue', company === null ? null : company?.annualRevenue, stored.annualRevenueMinor],
    ['company.monthlyRevenue', company === null ? null : company?.monthlyRevenue, stored.monthlyRevenueMinor],
  ]
  const given = amounts.flatMap(([path, money]) =>
    money == null ? [] : [{ path, currency: money.currency ?? 'USD' }],
  )
  const [first] = given
  if (first === undefined) return stored.currency
  const [kept] = amounts.flatMap(([path, money, minor]) =>
    money === undefined && minor !== null ? [path] : [],
  )
  const expected = kept === undefined ? first.currency : stored.currency
  for (const { path, currency } of given) {
    if (currency !== expected)
      issues.add(
        `${path}.currency`,
        'MIXED_CURRENCIES',
        `All amounts of a submission have one currency, and \`${kept ?? first.path}\` is in ${expected}.`,
      )
  }
  return expected
}
