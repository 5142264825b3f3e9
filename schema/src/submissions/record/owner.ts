// Owner of a company: GraphQL type and input. Checked by check-owners.ts. Used by the submission mutations.

import { builder } from '../../builder.ts'
import { IN_ROW } from '../../graphql/complexity.ts'
import { Address, AddressInput, storedAddress } from './address.ts'

builder.prismaObject('Owner', {
  description: 'A company owner: a person who owns part of the company.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id (`own_`).' }),
    prefix: t.exposeString('prefix', { nullable: true, description: 'Title before the name, such as Dr.' }),
    firstName: t.exposeString('firstName', { description: 'Given name.' }),
    middleName: t.exposeString('middleName', { nullable: true, description: 'Middle name or initial.' }),
    lastName: t.exposeString('lastName', { description: 'Family name.' }),
    suffix: t.exposeString('suffix', { nullable: true, description: 'Addition after the name, such as Jr.' }),
    title: t.exposeString('title', { nullable: true, description: 'Job title in the company.' }),
    email: t.exposeString('email', { nullable: true, description: 'Email address of the company owner.' }),
    homePhone: t.exposeString('homePhone', {
      nullable: true,
      description: 'Phone number at home in E.164: `+12125550100`.',
    }),
    homePhoneExtension: t.exposeString('homePhoneExtension', {
      nullable: true,
      description: 'Extension of `homePhone`, digits only. Null: none.',
    }),
    mobilePhone: t.exposeString('mobilePhone', {
      nullable: true,
      description: 'Mobile phone number in E.164: `+12125550100`.',
    }),
    mobilePhoneExtension: t.exposeString('mobilePhoneExtension', {
      nullable: true,
      description: 'Extension of `mobilePhone`, digits only. Null: none.',
    }),
    homeAddress: t.field({
      type: Address,
      nullable: true,
      complexity: IN_ROW,
      description: 'Where the owner lives.',
      resolve: ({ homeAddress }) => storedAddress(homeAddress),
    }),
    dateOfBirth: t.expose('dateOfBirth', { type: 'Date', nullable: true, description: 'Day of birth.' }),
    ssnLast4: t.exposeString('ssnLast4', {
      nullable: true,
      description: 'Last four digits of the SSN or ITIN. Null if there is none.',
    }),
    creditScore: t.exposeInt('creditScore', {
      nullable: true,
      description: 'Personal credit score, 300 to 850.',
    }),
    ownershipPercent: t.float({
      nullable: true,
      description: 'Share of the company in percent, 0 to 100, at most two decimals. Null: unknown.',
      resolve: ({ ownershipBasisPoints: points }) => (points === null ? null : points / 100),
    }),
    isApplicant: t.exposeBoolean('isApplicant', { description: 'True if the owner applies in person.' }),
    isGuarantor: t.exposeBoolean('isGuarantor', {
      description: 'True if the owner guarantees the repayment.',
    }),
    hasSigned: t.exposeBoolean('hasSigned', { description: 'True if the owner signed the application.' }),
    signedOn: t.expose('signedOn', { type: 'Date', nullable: true, description: 'Day of the signature.' }),
  }),
})

const PHONE =
  'as people write it: `(212) 555-0100`. Without a country code it is read as a US number. It may contain the extension.'

export const OwnerInput = builder.inputType('OwnerInput', {
  description:
    'A person who owns part of the company. With the `id` of an owner of the submission, omitted fields stay unchanged and null clears a field.',
  fields: (t) => ({
    id: t.id({
      description:
        'Id (`own_`) of an owner of this submission, in updateSubmission only. Omitted: a new owner.',
    }),
    prefix: t.string({ description: 'Title before the name, such as Dr., 1 to 20 characters.' }),
    firstName: t.string({ required: true, description: 'Given name, 1 to 100 characters.' }),
    middleName: t.string({ description: 'Middle name or initial, 1 to 100 characters.' }),
    lastName: t.string({ required: true, description: 'Family name, 1 to 100 characters.' }),
    suffix: t.string({ description: 'Addition after the name, such as Jr., 1 to 20 characters.' }),
    title: t.string({ description: 'Job title in the company, 1 to 100 characters.' }),
    email: t.string({ description: 'Email address of the company owner.' }),
    homePhone: t.string({ description: `Phone number at home, ${PHONE}` }),
    homePhoneExtension: t.string({
      description: 'Extension of `homePhone`, 1 to 7 digits. Requires `homePhone`.',
    }),
    mobilePhone: t.string({ description: `Mobile phone number, ${PHONE}` }),
    mobilePhoneExtension: t.string({
      description: 'Extension of `mobilePhone`, 1 to 7 digits. Requires `mobilePhone`.',
    }),
    homeAddress: t.field({ type: AddressInput, description: 'Where the owner lives.' }),
    dateOfBirth: t.field({ type: 'Date', description: 'Day of birth. An owner is 18 to 119 years old.' }),
    ssn: t.string({
      description:
        'SSN or ITIN, nine digits with or without hyphens. It is stored encrypted; the API shows its last four digits.',
    }),
    creditScore: t.int({ description: 'Personal credit score, 300 to 850.' }),
    ownershipPercent: t.float({
      description:
        'Share of the company in percent, 0 to 100, at most two decimals. All company owners together: at most 100.',
    }),
    isApplicant: t.boolean({ description: 'True if the owner applies in person. Default: false.' }),
    isGuarantor: t.boolean({ description: 'True if the owner guarantees the repayment. Default: false.' }),
    hasSigned: t.boolean({
      description: 'True if the owner signed the application. Default: true if `signedOn` is given.',
    }),
    signedOn: t.field({ type: 'Date', description: 'Day of the signature, not in the future.' }),
  }),
})
