// The servers under measurement, their documents, and the expected responses.

import { FUNDER, SCOPES } from './database.ts'

/** A document and the data of its only right response. */
export interface Question {
  readonly query: string
  readonly variables?: object
  /** The response up to the end of `data`, compared byte by byte. `extensions` differ between responses. */
  readonly expected: string
  /** Whether the server must reject an unknown key. */
  readonly guarded: boolean
}

export interface Subject extends Question {
  readonly name: string
  readonly file: string
}

/** The start of a response with this data. */
export function startOf(data: unknown): string {
  return JSON.stringify({ data }).slice(0, -1)
}

const hello: Question = { query: '{ hello }', expected: startOf({ hello: 'world' }), guarded: false }

// One object and the caller's permissions: the smallest useful document, answered from the key lookup alone.
export const viewer: Question = {
  query: '{ viewer { environment scopes } }',
  expected: startOf({ viewer: { environment: 'DEVELOPMENT', scopes: SCOPES } }),
  guarded: true,
}

// The same, and one record through Prisma.
const funder: Question = {
  query: '{ viewer { funder { name } } }',
  expected: startOf({ viewer: { funder: { name: FUNDER } } }),
  guarded: true,
}

/** Typical first data from a broker: a company, an amount, one owner. */
export const SUBMISSION = {
  name: 'Corner Bakery, new oven',
  company: {
    legalName: 'Corner Bakery LLC',
    email: 'office@bakery.example',
    entityType: 'LLC',
    stateOfIncorporation: 'NY',
    naics: '311811',
  },
  amount: { amountMinor: 2_500_000 },
  purpose: 'EQUIPMENT',
  owners: [{ firstName: 'Ann', lastName: 'Baker', email: 'ann@bakery.example', ownershipPercent: 100 }],
} as const

export const create: Question = {
  query:
    'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { name status version } }',
  variables: { input: SUBMISSION },
  expected: startOf({ createSubmission: { name: SUBMISSION.name, status: 'DRAFT', version: 1 } }),
  guarded: true,
}

const peer = (name: string, file: string) => ({ name, file })
export const LATCHKEY = import.meta.resolve('./peers/latchkey.ts')

const FIXED: Subject = {
  ...peer('fixed bytes: upper limit of the generator', import.meta.resolve('./peers/fixed.ts')),
  ...hello,
}
export const STOCK: Subject = {
  ...peer('stock Yoga, { hello }, no lookup', import.meta.resolve('./peers/stock-yoga.ts')),
  ...hello,
}
export const TUNED: Subject = {
  ...peer('tuned Yoga, viewer, one lookup', import.meta.resolve('./peers/tuned-yoga.ts')),
  ...viewer,
}
export const VIEWER: Subject = { ...peer('Latchkey, viewer', LATCHKEY), ...viewer }

/** `viewer` against servers that do less. */
export const VIEWERS: readonly Subject[] = [
  FIXED,
  { ...peer('bare node:http, one lookup', import.meta.resolve('./peers/bare-http.ts')), ...viewer },
  TUNED,
  STOCK,
  VIEWER,
  { ...peer('Latchkey, viewer and its funder', LATCHKEY), ...funder },
]

export const BETTER_AUTH: Subject = {
  ...peer("better-auth's verifyApiKey", import.meta.resolve('./peers/better-auth.ts')),
  ...viewer,
}

export const BARE_TRANSACTION: Subject = {
  ...peer('bare node:http, one transaction', import.meta.resolve('./peers/bare-transaction.ts')),
  ...create,
}
export const CREATE: Subject = { ...peer('Latchkey, createSubmission', LATCHKEY), ...create }
