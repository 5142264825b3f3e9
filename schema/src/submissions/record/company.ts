// Company: the GraphQL type and input. Checked by company-columns.ts. Used by the submission mutations.

import { EntityType as Entities, type Submission } from '@latchkey/prisma'
import { builder } from '../../builder.ts'
import { IN_ROW } from '../../graphql/complexity.ts'
import { Money, MoneyInput } from '../money.ts'
import { rehearsalText } from '../rehearsal/rehearsal-tax-ids.ts'
import { Address, AddressInput, storedAddress } from './address.ts'
import { TaxId, TaxIdInput } from './tax-id.ts'

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
    phoneExtension: t.exposeString('phoneExtension', {
      nullable: true,
      description: 'Extension of `phone`, digits only. Null: none.',
    }),
    website: t.exposeString('website', { nullable: true, description: 'An http or https address.' }),
    taxId: t.field({
      type: TaxId,
      nullable: true,
      complexity: IN_ROW,
      description: 'Tax id: its kind and last four digits.',
      resolve: ({ taxIdKind: kind, taxIdLast4: last4 }) =>
        kind === null || last4 === null ? null : { kind, last4 },
    }),
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
    industry: t.exposeString('industry', { nullable: true, description: 'Industry in words.' }),
    naics: t.exposeString('naics', { nullable: true, description: 'NAICS industry code, 2 to 6 digits.' }),
    physicalAddress: t.field({
      type: Address,
      nullable: true,
      complexity: IN_ROW,
      description: 'Where the company does business.',
      resolve: ({ physicalAddress }) => storedAddress(physicalAddress),
    }),
    billingAddress: t.field({
      type: Address,
      nullable: true,
      complexity: IN_ROW,
      description: 'Where the company receives mail, if that is another place.',
      resolve: ({ billingAddress }) => storedAddress(billingAddress),
    }),
    annualRevenue: t.field({
      type: Money,
      nullable: true,
      complexity: IN_ROW,
      description: 'Revenue of the last twelve months.',
      resolve: ({ annualRevenueMinor: amountMinor, currency }) =>
        amountMinor === null ? null : { amountMinor, currency },
    }),
    monthlyRevenue: t.field({
      type: Money,
      nullable: true,
      complexity: IN_ROW,
      description: 'Average revenue of a month.',
      resolve: ({ monthlyRevenueMinor: amountMinor, currency }) =>
        amountMinor === null ? null : { amountMinor, currency },
    }),
  }),
})

export const CompanyInput = builder.inputType('CompanyInput', {
  description: 'Data of the company. In createSubmission, null and omitted mean the same.',
  fields: (t) => ({
    legalName: t.string({ description: 'Registered name, 1 to 200 characters.' }),
    dba: t.string({ description: 'Trade name ("doing business as"), 1 to 200 characters.' }),
    email: t.string({ description: 'Email address of the company.' }),
    phone: t.string({
      description:
        'Phone number as people write it: `(212) 555-0100 x12`. Without a country code it is read as a US number. It may contain the extension.',
    }),
    phoneExtension: t.string({ description: 'Extension of `phone`, 1 to 7 digits. Requires `phone`.' }),
    website: t.string({ description: 'An http or https address, or a domain: `acme.com` is read as https.' }),
    taxId: t.field({
      type: TaxIdInput,
      description: `Tax id. The API shows only its last four digits. In DEVELOPMENT, these EINs play a result when you submit: ${rehearsalText()}. PRODUCTION rejects them.`,
    }),
    entityType: t.field({ type: EntityType, description: 'Legal form.' }),
    stateOfIncorporation: t.string({
      description: 'Code or name of a US state, district or territory: `NY`, `New York`.',
    }),
    startDate: t.field({
      type: 'Date',
      description: 'Day on which the business started, not in the future.',
    }),
    industry: t.string({ description: 'Industry in words, 1 to 200 characters.' }),
    naics: t.string({ description: 'NAICS industry code, 2 to 6 digits. A title after it is removed.' }),
    physicalAddress: t.field({ type: AddressInput, description: 'Where the company does business.' }),
    billingAddress: t.field({
      type: AddressInput,
      description: 'Where the company receives mail, if that is another place.',
    }),
    annualRevenue: t.field({
      type: MoneyInput,
      description: 'Revenue of the last twelve months, in the currency of `amount`.',
    }),
    monthlyRevenue: t.field({
      type: MoneyInput,
      description: 'Average revenue of a month, in the currency of `amount`.',
    }),
  }),
})
