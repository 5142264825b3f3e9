// Who is measured, with which document, and what each must answer.

import { FUNDER, SCOPES } from './database.ts'

export interface Subject {
  readonly name: string
  readonly file: string
  readonly query: string
  readonly expected: string
  /** Whether it must refuse a key that nobody has. */
  readonly guarded: boolean
}

const hello = { query: '{ hello }', expected: JSON.stringify({ data: { hello: 'world' } }), guarded: false }

// One object and what a caller may do: the smallest document that means something, and all of it from the look-up.
const viewer = {
  query: '{ viewer { environment scopes } }',
  expected: JSON.stringify({ data: { viewer: { environment: 'DEVELOPMENT', scopes: SCOPES } } }),
  guarded: true,
}

// The same and one record through Prisma.
const funder = {
  query: '{ viewer { funder { name } } }',
  expected: JSON.stringify({ data: { viewer: { funder: { name: FUNDER } } } }),
  guarded: true,
}

const peer = (name: string, file: string) => ({ name, file })
const latchkey = import.meta.resolve('./peers/latchkey.ts')

const FIXED: Subject = {
  ...peer('fixed bytes: the ceiling of the generator', import.meta.resolve('./peers/fixed.ts')),
  ...hello,
}
export const STOCK: Subject = {
  ...peer('stock Yoga, { hello }, no look-up', import.meta.resolve('./peers/stock-yoga.ts')),
  ...hello,
}
export const VIEWER: Subject = { ...peer('Latchkey, viewer', latchkey), ...viewer }

export const SUBJECTS: readonly Subject[] = [
  FIXED,
  { ...peer('bare node:http, one look-up', import.meta.resolve('./peers/bare-http.ts')), ...viewer },
  { ...peer('tuned Yoga, viewer, one look-up', import.meta.resolve('./peers/tuned-yoga.ts')), ...viewer },
  STOCK,
  VIEWER,
  { ...peer('Latchkey, viewer and its funder', latchkey), ...funder },
]
