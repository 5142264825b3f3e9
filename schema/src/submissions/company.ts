// Company: the GraphQL type, the input and its validation. Used by the submission mutations.

import { EntityType as Entities, type Submission } from '@latchkey/prisma'
import { builder } from '../builder.ts'
import { checkEmail, checkPhone, checkWebsite } from '../validation/contact.ts'
import type { Issues } from '../validation/issues.ts'

const EntityType = builder.enumType('EntityType', {
  description: 'Legal form of a company.',
  values: {
    [Entities.SOLE_PROPRIETORSHIP]: { description: 'One person, without a separate legal entity.' },
    [Entities.PARTNERSHIP]: { description: 'A partnership of any kind.' },
    [Entities.LLC]: { description: 'A limited liability company.' },
    [Entities.CORPORATION]: { description: 'A corporation taxed as such (C corporation).' },
    [Entities.S_CORPORATION]: { description: 'A corporation taxed through its owners.' },
    [Entities.NON_PROFIT]: { description: 'A non-profit organization.' },
    [Entities.OTHER]: { description: 'None of these.' },
  },
})

export const Company = builder.objectRef<Submission>('Company').implement({
  description: 'The company that applies for funding. Each field is null until it is set.',
  fields: (t) => ({
    legalName: t.exposeString('legalName', { nullable: true, description: 'Registered name.' }),
    dba: t.exposeString('dba', {
      nullable: true,
      description: 'Trade name ("doing business as").',
    }),
    email: t.exposeString('email', { nullable: true, description: 'Email address of the company.' }),
    phone: t.exposeString('phone', { nullable: true, description: 'Phone number in E.164: `+12125550100`.' }),
    website: t.exposeString('website', { nullable: true, description: 'An http or https address.' }),
    entityType: t.expose('entityType', { type: EntityType, nullable: true, description: 'Legal form.' }),
    stateOfIncorporation: t.exposeString('stateOfIncorporation', {
      nullable: true,
      description: 'Two-letter code of a US state, district or territory.',
    }),
    startDate: t.expose('startDate', {
      type: 'Date',
      nullable: true,
      description: 'Day on which the business started.',
    }),
    naics: t.exposeString('naics', { nullable: true, description: 'NAICS industry code, 2 to 6 digits.' }),
  }),
})

export const CompanyInput = builder.inputType('CompanyInput', {
  description: 'Data of the company. In createSubmission, null and omitted mean the same.',
  fields: (t) => ({
    legalName: t.string({ description: 'Registered name, 1 to 200 characters.' }),
    dba: t.string({ description: 'Trade name ("doing business as"), 1 to 200 characters.' }),
    email: t.string({ description: 'Email address of the company.' }),
    phone: t.string({
      description: 'Phone number with country code: `+12125550100`. Ten digits are read as a US number.',
    }),
    website: t.string({ description: 'An http or https address.' }),
    entityType: t.field({ type: EntityType, description: 'Legal form.' }),
    stateOfIncorporation: t.string({ description: 'Two-letter code of a US state, district or territory.' }),
    startDate: t.field({
      type: 'Date',
      description: 'Day on which the business started, not in the future.',
    }),
    naics: t.string({ description: 'NAICS industry code, 2 to 6 digits.' }),
  }),
})

type SubmissionFields = typeof CompanyInput.$inferInput

// Postal codes of the states, the District of Columbia and the territories.
const STATES = new Set(
  (
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
    'PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI'
  ).split(' '),
)

export function checkCompany(
  issues: Issues,
  path: string,
  given: SubmissionFields | null | undefined,
  now: Date,
) {
  const company = given ?? {}
  const state =
    issues
      .optionalText(`${path}.stateOfIncorporation`, company.stateOfIncorporation, { max: 2 })
      ?.toUpperCase() ?? null
  if (state !== null && !STATES.has(state))
    issues.add(
      `${path}.stateOfIncorporation`,
      'INVALID_STATE',
      'Must be the two-letter code of a US state, district or territory, such as NY.',
    )
  const naics = issues.optionalText(`${path}.naics`, company.naics, { max: 6 })
  if (naics !== null && !/^\d{2,6}$/.test(naics))
    issues.add(`${path}.naics`, 'INVALID_NAICS', 'Must be 2 to 6 digits.')
  const startDate = company.startDate ?? null
  if (startDate !== null && startDate > now)
    issues.add(`${path}.startDate`, 'IN_THE_FUTURE', 'Must not be in the future.')
  return {
    legalName: issues.optionalText(`${path}.legalName`, company.legalName, { max: 200 }),
    dba: issues.optionalText(`${path}.dba`, company.dba, { max: 200 }),
    email: checkEmail(issues, `${path}.email`, company.email),
    phone: checkPhone(issues, `${path}.phone`, company.phone),
    website: checkWebsite(issues, `${path}.website`, company.website),
    entityType: company.entityType ?? null,
    stateOfIncorporation: state,
    startDate,
    naics,
  }
}
