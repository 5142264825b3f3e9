// Factories of submissions and their parts, with plausible values. Public: partners override single fields.

import type {
  Company,
  Decision,
  Message,
  Money,
  Offer,
  Owner,
  Requirement,
  SubmissionDetails,
} from '../generated/types.ts'
import { fakeId, fakeRelationship, NOW } from './fake-records.ts'

/** $25,000.00 by default. */
export function fakeMoney(amountMinor = 2_500_000, currency = 'USD'): Money {
  return { amountMinor, currency }
}

/** A company without any data, as in a new draft. */
export const NO_COMPANY: Company = {
  legalName: null,
  dba: null,
  entityType: null,
  stateOfIncorporation: null,
  startDate: null,
  industry: null,
  naics: null,
  email: null,
  phone: null,
  phoneExtension: null,
  website: null,
  taxId: null,
  physicalAddress: null,
  billingAddress: null,
  annualRevenue: null,
  monthlyRevenue: null,
}

export function fakeCompany(values: Partial<Company> = {}): Company {
  const taxId = { kind: 'EIN', last4: '6789' } as const
  return { ...NO_COMPANY, legalName: 'Corner Bakery LLC', entityType: 'LLC', taxId, ...values }
}

export function fakeOwner(values: Partial<Owner> = {}): Owner {
  return {
    id: fakeId('own'),
    prefix: null,
    firstName: 'Ana',
    middleName: null,
    lastName: 'Ruiz',
    suffix: null,
    title: null,
    email: null,
    homePhone: null,
    homePhoneExtension: null,
    mobilePhone: null,
    mobilePhoneExtension: null,
    dateOfBirth: null,
    ssnLast4: null,
    creditScore: null,
    ownershipPercent: 100,
    isApplicant: false,
    isGuarantor: false,
    hasSigned: false,
    signedOn: null,
    homeAddress: null,
    ...values,
  }
}

/** A complete draft by default. */
export function fakeSubmission(values: Partial<SubmissionDetails> = {}): SubmissionDetails {
  return {
    id: fakeId('sub'),
    name: 'Corner Bakery, new oven',
    status: 'DRAFT',
    version: 1,
    externalReference: null,
    environment: 'DEVELOPMENT',
    purpose: 'EQUIPMENT',
    purposeNote: null,
    source: 'API',
    sourceName: null,
    sourceEmail: null,
    sourceNotes: null,
    waitingOn: 'BROKER',
    dueAt: null,
    closingStage: null,
    fundedOn: null,
    withdrawReason: null,
    submittedAt: null,
    statusChangedAt: NOW,
    createdAt: NOW,
    updatedAt: NOW,
    relationship: fakeRelationship(),
    company: fakeCompany(),
    amount: fakeMoney(),
    owners: [fakeOwner()],
    meta: [],
    readiness: { isReady: true, missing: [] },
    warnings: [],
    fundedAmount: null,
    heldAt: null,
    legalHold: null,
    requirements: [],
    offers: [],
    decisions: [],
    previousSubmission: null,
    assignee: null,
    ...values,
  }
}

/** An open offer of an MCA by default. */
export function fakeOffer(values: Partial<Offer> = {}): Offer {
  return {
    id: fakeId('ofr'),
    status: 'OFFERED',
    product: 'MCA',
    paymentFrequency: 'DAILY',
    termDays: 180,
    factorRate: 1.3,
    annualRatePercent: null,
    rejectReason: null,
    createdAt: NOW,
    expiresAt: '2099-12-31T00:00:00.000Z',
    closedAt: null,
    fundedAmount: fakeMoney(2_500_000),
    netAmount: fakeMoney(2_450_000),
    paybackAmount: fakeMoney(3_250_000),
    fees: fakeMoney(50_000),
    commission: fakeMoney(150_000),
    paymentAmount: fakeMoney(25_793),
    ...values,
  }
}

/** An open question by default. */
export function fakeRequirement(values: Partial<Requirement> = {}): Requirement {
  return {
    id: fakeId('req'),
    kind: 'QUESTION',
    stage: 'PRE_DECISION',
    status: 'OPEN',
    documentClass: null,
    months: [],
    text: 'What is the new oven for?',
    response: null,
    note: null,
    dueAt: null,
    createdAt: NOW,
    respondedAt: null,
    resolvedAt: null,
    ...values,
  }
}

export function fakeDecision(values: Partial<Decision> = {}): Decision {
  return { id: fakeId('dec'), outcome: 'APPROVED', reasons: [], note: null, createdAt: NOW, ...values }
}

export function fakeMessage(values: Partial<Message> = {}): Message {
  return { id: fakeId('msg'), side: 'FUNDER', text: 'Thank you.', createdAt: NOW, ...values }
}
