// checkCompany: validates a CompanyInput and turns it into columns. Used by check-record.ts.

import type { Environment, Submission } from '@latchkey/prisma'
import { checkEmail, checkPhoneWithExtension, checkWebsite } from '../../validation/contact.ts'
import { checkPastDay } from '../../validation/days.ts'
import type { Issues } from '../../validation/issues.ts'
import { checkMoney } from '../money.ts'
import { checkAddress, checkState } from './address.ts'
import type { CompanyInput } from './company.ts'
import { type Sealing, sealTaxId } from './sealing.ts'
import { checkTaxId } from './tax-id.ts'

export const EMPTY_COMPANY = {
  legalName: null,
  dba: null,
  email: null,
  phone: null,
  phoneExtension: null,
  website: null,
  taxIdKind: null,
  taxIdCipher: null,
  taxIdLast4: null,
  taxIdHash: null,
  entityType: null,
  stateOfIncorporation: null,
  startDate: null,
  industry: null,
  naics: null,
  physicalAddress: null,
  billingAddress: null,
  annualRevenueMinor: null,
  monthlyRevenueMinor: null,
} as const satisfies Partial<Submission>

type CompanyColumns = Pick<Submission, keyof typeof EMPTY_COMPANY>

interface Circumstances {
  readonly id: string
  readonly environment: Environment
  readonly sealing: Sealing
  readonly now: Date
}

/** Leaves out the columns that the input leaves out. */
export function checkCompany(
  issues: Issues,
  path: string,
  given: typeof CompanyInput.$inferInput | null | undefined,
  { id, environment, sealing, now }: Circumstances,
): Partial<CompanyColumns> {
  if (given === undefined) return {}
  if (given === null) return EMPTY_COMPANY
  const at = (field: keyof typeof given) => `${path}.${field}`
  const name = { max: 200 }
  const zero = { canBeZero: true }
  const columns: Partial<CompanyColumns> = {}
  if (given.legalName !== undefined)
    columns.legalName = issues.optionalText(at('legalName'), given.legalName, name)
  if (given.dba !== undefined) columns.dba = issues.optionalText(at('dba'), given.dba, name)
  if (given.email !== undefined) columns.email = checkEmail(issues, at('email'), given.email)
  const { number, extension } = checkPhoneWithExtension(
    issues,
    { number: at('phone'), extension: at('phoneExtension') },
    { number: given.phone, extension: given.phoneExtension },
  )
  if (number !== undefined) columns.phone = number
  if (extension !== undefined) columns.phoneExtension = extension
  if (given.website !== undefined) columns.website = checkWebsite(issues, at('website'), given.website)
  if (given.taxId !== undefined)
    Object.assign(columns, sealTaxId(sealing, id, checkTaxId(issues, at('taxId'), given.taxId, environment)))
  if (given.entityType !== undefined) columns.entityType = given.entityType
  if (given.stateOfIncorporation !== undefined)
    columns.stateOfIncorporation = checkState(issues, at('stateOfIncorporation'), given.stateOfIncorporation)
  if (given.startDate !== undefined)
    columns.startDate = checkPastDay(issues, at('startDate'), given.startDate, now)
  if (given.industry !== undefined)
    columns.industry = issues.optionalText(at('industry'), given.industry, name)
  if (given.naics !== undefined) columns.naics = checkNaics(issues, at('naics'), given.naics)
  if (given.physicalAddress !== undefined)
    columns.physicalAddress = checkAddress(issues, at('physicalAddress'), given.physicalAddress)
  if (given.billingAddress !== undefined)
    columns.billingAddress = checkAddress(issues, at('billingAddress'), given.billingAddress)
  if (given.annualRevenue !== undefined)
    columns.annualRevenueMinor = minor(checkMoney(issues, at('annualRevenue'), given.annualRevenue, zero))
  if (given.monthlyRevenue !== undefined)
    columns.monthlyRevenueMinor = minor(checkMoney(issues, at('monthlyRevenue'), given.monthlyRevenue, zero))
  return columns
}

/** Takes `722511 - Full-Service Restaurants`, as CRMs write it. */
function checkNaics(issues: Issues, path: string, given: string | null | undefined): string | null {
  const text = issues.optionalText(path, given, { max: 200 })
  if (text === null) return null
  const code = /^(\d{2,6})(?:\s*[\p{Pd}:,]?\s*[^\d\s\p{Pd}].*)?$/u.exec(text)?.[1] ?? null
  if (code === null) issues.add(path, 'INVALID_NAICS', 'Must be 2 to 6 digits, such as 722511.')
  return code
}

function minor(money: { readonly amountMinor: number | bigint } | null): bigint | null {
  return money === null ? null : BigInt(money.amountMinor)
}
