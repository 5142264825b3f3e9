// Owner of a company: GraphQL type, input and validation. Used by the submission mutations.

import { builder } from '../builder.ts'
import { newId } from '../graphql/ids.ts'
import { checkEmail, checkPhone } from '../validation/contact.ts'
import type { Issues } from '../validation/issues.ts'

export const MAX_OWNERS = 10

builder.prismaObject('Owner', {
  description: 'A company owner: a person who owns part of the company.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id (`own_`).' }),
    firstName: t.exposeString('firstName', { description: 'Given name.' }),
    lastName: t.exposeString('lastName', { description: 'Family name.' }),
    title: t.exposeString('title', { nullable: true, description: 'Job title in the company.' }),
    email: t.exposeString('email', { nullable: true, description: 'Email address of the company owner.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'Phone number in E.164: `+12125550100`.' }),
    ownershipPercent: t.float({
      nullable: true,
      description: 'Share of the company in percent, 0 to 100, at most two decimals. Null: unknown.',
      resolve: ({ ownershipBasisPoints: points }) => (points === null ? null : points / 100),
    }),
  }),
})

export const OwnerInput = builder.inputType('OwnerInput', {
  description: 'A company owner: a person who owns part of the company.',
  fields: (t) => ({
    firstName: t.string({ required: true, description: 'Given name, 1 to 100 characters.' }),
    lastName: t.string({ required: true, description: 'Family name, 1 to 100 characters.' }),
    title: t.string({ description: 'Job title in the company, 1 to 100 characters.' }),
    email: t.string({ description: 'Email address of the company owner.' }),
    phone: t.string({
      description: 'Phone number with country code: `+12125550100`. Ten digits are read as a US number.',
    }),
    ownershipPercent: t.float({
      description:
        'Share of the company in percent, 0 to 100, at most two decimals. All company owners together: at most 100.',
    }),
  }),
})

type SubmissionFields = typeof OwnerInput.$inferInput

export type CheckedOwner = ReturnType<typeof checkOwners>[number]

export function checkOwners(
  issues: Issues,
  path: string,
  given: readonly SubmissionFields[] | null | undefined,
) {
  const owners = given ?? []
  if (owners.length > MAX_OWNERS) {
    issues.add(path, 'TOO_MANY_OWNERS', `At most ${MAX_OWNERS} owners; you sent ${owners.length}.`)
    return []
  }
  const checked = owners.map((owner, index) => ({
    id: newId('Owner'),
    position: index + 1,
    firstName: issues.text(`${path}.${index}.firstName`, owner.firstName, { max: 100 }),
    lastName: issues.text(`${path}.${index}.lastName`, owner.lastName, { max: 100 }),
    title: issues.optionalText(`${path}.${index}.title`, owner.title, { max: 100 }),
    email: checkEmail(issues, `${path}.${index}.email`, owner.email),
    phone: checkPhone(issues, `${path}.${index}.phone`, owner.phone),
    ownershipBasisPoints: checkShare(issues, `${path}.${index}.ownershipPercent`, owner.ownershipPercent),
  }))
  const total = checked.reduce((sum, { ownershipBasisPoints: points }) => sum + (points ?? 0), 0)
  if (total > 10_000)
    issues.add(
      path,
      'OVER_100_PERCENT',
      `The shares of the owners add up to ${total / 100} %. The maximum is 100 %.`,
    )
  return checked
}

function checkShare(issues: Issues, path: string, percent: number | null | undefined): number | null {
  if (percent == null) return null
  const points = Math.round(percent * 100)
  // Exact: the stored share must equal the share in the request.
  if (percent < 0 || percent > 100 || points / 100 !== percent) {
    issues.add(path, 'INVALID_PERCENT', 'Must be a number from 0 to 100 with at most two decimals.')
  }
  return points
}
