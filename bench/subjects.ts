// Who is measured, with which document, and what each must answer.

import { FUNDER, SCOPES } from './database.ts'

/** A document, and the data of the one right answer to it. */
export interface Question {
  readonly query: string
  readonly variables?: object
  /** The answer up to what may follow `data`, which is compared to the byte: `extensions` differ from answer to answer. */
  readonly expected: string
  /** Whether a key that nobody has must be refused. */
  readonly guarded: boolean
}

export interface Subject extends Question {
  readonly name: string
  readonly file: string
}

/** How an answer with this data begins. */
export function startOf(data: unknown): string {
  return JSON.stringify({ data }).slice(0, -1)
}

const hello: Question = { query: '{ hello }', expected: startOf({ hello: 'world' }), guarded: false }

// One object and what a caller may do: the smallest document that means something, and all of it from the look-up.
export const viewer: Question = {
  query: '{ viewer { environment scopes } }',
  expected: startOf({ viewer: { environment: 'DEVELOPMENT', scopes: SCOPES } }),
  guarded: true,
}

// The same and one record through Prisma.
const funder: Question = {
  query: '{ viewer { funder { name } } }',
  expected: startOf({ viewer: { funder: { name: FUNDER } } }),
  guarded: true,
}

/** What a broker knows at first: a company, an amount, one owner. */
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
  ...peer('fixed bytes: the ceiling of the generator', import.meta.resolve('./peers/fixed.ts')),
  ...hello,
}
export const STOCK: Subject = {
  ...peer('stock Yoga, { hello }, no look-up', import.meta.resolve('./peers/stock-yoga.ts')),
  ...hello,
}
export const TUNED: Subject = {
  ...peer('tuned Yoga, viewer, one look-up', import.meta.resolve('./peers/tuned-yoga.ts')),
  ...viewer,
}
export const VIEWER: Subject = { ...peer('Latchkey, viewer', LATCHKEY), ...viewer }

/** `viewer` against servers that do less. */
export const VIEWERS: readonly Subject[] = [
  FIXED,
  { ...peer('bare node:http, one look-up', import.meta.resolve('./peers/bare-http.ts')), ...viewer },
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
