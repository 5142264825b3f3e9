// checkOwners: validates the owners of an input and turns them into rows. Used by createSubmission, updateSubmission.

import type { Owner } from '@latchkey/prisma'
import { newId } from '../../graphql/ids.ts'
import { checkEmail, checkPhoneWithExtension } from '../../validation/contact.ts'
import { checkDateOfBirth, checkPastDay } from '../../validation/days.ts'
import type { Issues } from '../../validation/issues.ts'
import { checkAddress } from './address.ts'
import type { OwnerInput } from './owner.ts'
import { type Sealing, sealSsn } from './sealing.ts'
import { checkSsn } from './tax-id.ts'

export const MAX_OWNERS = 10

type GivenOwner = typeof OwnerInput.$inferInput

/** A row of `owner`, without the submission that it belongs to. */
export type OwnerRow = Omit<Owner, 'submissionId'>

interface Circumstances {
  readonly sealing: Sealing
  readonly now: Date
  /** The current owners. An input with one of their ids changes that owner. */
  readonly stored: readonly OwnerRow[]
}

export function checkOwners(
  issues: Issues,
  path: string,
  given: readonly GivenOwner[] | null,
  circumstances: Circumstances,
): OwnerRow[] {
  const owners = given ?? []
  if (owners.length > MAX_OWNERS) {
    issues.add(path, 'TOO_MANY_OWNERS', `At most ${MAX_OWNERS} owners; you sent ${owners.length}.`)
    return []
  }
  const rows = owners.map((owner, index) =>
    checkOwner(issues, `${path}.${index}`, owner, index, circumstances),
  )
  rejectRepeated(issues, path, rows)
  const total = rows.reduce((sum, { ownershipBasisPoints: points }) => sum + (points ?? 0), 0)
  if (total > 10_000)
    issues.add(
      path,
      'OVER_100_PERCENT',
      `The shares of the owners add up to ${total / 100} %. The maximum is 100 %.`,
    )
  return rows
}

function checkOwner(
  issues: Issues,
  path: string,
  given: GivenOwner,
  index: number,
  { sealing, now, stored }: Circumstances,
): OwnerRow {
  const at = (field: keyof GivenOwner) => `${path}.${field}`
  const known = given.id == null ? undefined : stored.find(({ id }) => id === given.id)
  if (given.id != null && known === undefined)
    issues.add(
      at('id'),
      'UNKNOWN_OWNER',
      'Must be the id of an owner of this submission. Omit it for a new owner.',
    )
  const row = { ...(known ?? emptyOwner()), position: index + 1 }
  row.firstName = issues.text(at('firstName'), given.firstName, { max: 100 })
  row.lastName = issues.text(at('lastName'), given.lastName, { max: 100 })
  for (const [field, max] of [
    ['prefix', 20],
    ['middleName', 100],
    ['suffix', 20],
    ['title', 100],
  ] as const) {
    if (given[field] !== undefined) row[field] = issues.optionalText(at(field), given[field], { max })
  }
  if (given.email !== undefined) row.email = checkEmail(issues, at('email'), given.email)
  for (const field of ['homePhone', 'mobilePhone'] as const) {
    const { number, extension } = checkPhoneWithExtension(
      issues,
      { number: at(field), extension: at(`${field}Extension`) },
      { number: given[field], extension: given[`${field}Extension`] },
    )
    if (number !== undefined) row[field] = number
    if (extension !== undefined) row[`${field}Extension`] = extension
  }
  if (given.homeAddress !== undefined)
    row.homeAddress = checkAddress(issues, at('homeAddress'), given.homeAddress)
  if (given.dateOfBirth !== undefined)
    row.dateOfBirth = checkDateOfBirth(issues, at('dateOfBirth'), given.dateOfBirth, now)
  if (given.ssn !== undefined)
    Object.assign(row, sealSsn(sealing, row.id, checkSsn(issues, at('ssn'), given.ssn)))
  if (given.creditScore !== undefined)
    row.creditScore = checkScore(issues, at('creditScore'), given.creditScore)
  if (given.ownershipPercent !== undefined)
    row.ownershipBasisPoints = checkShare(issues, at('ownershipPercent'), given.ownershipPercent)
  for (const field of ['isApplicant', 'isGuarantor'] as const) {
    if (given[field] !== undefined) row[field] = given[field] ?? false
  }
  if (given.signedOn !== undefined) row.signedOn = checkPastDay(issues, at('signedOn'), given.signedOn, now)
  if (given.hasSigned !== undefined) row.hasSigned = given.hasSigned ?? false
  else if (given.signedOn != null) row.hasSigned = true
  if (row.signedOn !== null && !row.hasSigned)
    issues.add(at('signedOn'), 'NOT_SIGNED', 'Set `hasSigned` to true, or `signedOn` to null.')
  return row
}

function emptyOwner(): OwnerRow {
  return {
    id: newId('Owner'),
    position: 0,
    prefix: null,
    firstName: '',
    middleName: null,
    lastName: '',
    suffix: null,
    title: null,
    email: null,
    homePhone: null,
    homePhoneExtension: null,
    mobilePhone: null,
    mobilePhoneExtension: null,
    homeAddress: null,
    dateOfBirth: null,
    ssnCipher: null,
    ssnLast4: null,
    ssnHash: null,
    creditScore: null,
    ownershipBasisPoints: null,
    isApplicant: false,
    isGuarantor: false,
    hasSigned: false,
    signedOn: null,
  }
}

function rejectRepeated(issues: Issues, path: string, rows: readonly OwnerRow[]): void {
  const ids = new Set<string>()
  const hashes = new Set<string>()
  for (const [index, { id, ssnHash }] of rows.entries()) {
    const hash = ssnHash === null ? null : Buffer.from(ssnHash).toString('hex')
    if (ids.has(id)) issues.add(`${path}.${index}.id`, 'DUPLICATE_OWNER', 'Each owner can occur only once.')
    if (hash !== null && hashes.has(hash))
      issues.add(`${path}.${index}.ssn`, 'DUPLICATE_OWNER', 'Another owner has the same SSN or ITIN.')
    ids.add(id)
    if (hash !== null) hashes.add(hash)
  }
}

function checkScore(issues: Issues, path: string, score: number | null): number | null {
  if (score !== null && (score < 300 || score > 850))
    issues.add(path, 'INVALID_CREDIT_SCORE', 'Must be an integer from 300 to 850.')
  return score
}

function checkShare(issues: Issues, path: string, percent: number | null): number | null {
  if (percent === null) return null
  const points = Math.round(percent * 100)
  // Exact: the stored share must equal the share in the request.
  if (percent < 0 || percent > 100 || points / 100 !== percent) {
    issues.add(path, 'INVALID_PERCENT', 'Must be a number from 0 to 100 with at most two decimals.')
  }
  return points
}
