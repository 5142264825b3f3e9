// bankStatement, applicationForm and letter: believable PDFs of invented companies. Used by the demo data.

import { type PdfLine, pdfOf } from './pdf.ts'

export interface Account {
  readonly holder: string
  readonly last4: string
  /** Average revenue of a month in cents. */
  readonly monthlyRevenue: number
}

const PAYERS = ['Card settlement', 'Customer payment', 'Online orders', 'Cash deposit', 'ACH credit']
const PAYEES = ['Payroll', 'Rent', 'Supplier', 'Insurance premium', 'Utilities', 'Card purchase', 'Sales tax']
const ROWS = 22
const OPENING = 1_840_000

/** `month`: 2026-09. The same account and month give the same bytes. */
export function bankStatement({ holder, last4, monthlyRevenue }: Account, month: string): Buffer {
  const random = randomOf(`${holder} ${last4} ${month}`)
  const [year = 0, number = 1] = month.split('-').map(Number)
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const opening = OPENING + Math.round(random() * 900_000)
  let balance = opening
  let credits = 0
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const isCredit = index % 2 === 0
    const names = isCredit ? PAYERS : PAYEES
    const share = (isCredit ? 1 : 0.94) / (ROWS / 2)
    const amount = Math.round(monthlyRevenue * share * (0.7 + random() * 0.6))
    balance += isCredit ? amount : -amount
    if (isCredit) credits += amount
    const day = String(1 + Math.floor((index * days) / ROWS)).padStart(2, '0')
    const name = names[Math.floor(random() * names.length)] ?? ''
    const columns = [isCredit ? '' : dollars(amount), isCredit ? dollars(amount) : '', dollars(balance)]
    return `${month}-${day}  ${name.padEnd(24)}${columns.map((one) => one.padStart(15)).join('')}`
  })
  const header = `${'Date'.padEnd(12)}${'Description'.padEnd(24)}${['Debit', 'Credit', 'Balance'].map((one) => one.padStart(15)).join('')}`
  return pdfOf([
    { text: 'First Harbor Bank', x: 54, y: 64, size: 20, font: 'bold' },
    { text: 'Business checking statement', x: 54, y: 86, size: 11 },
    { text: holder, x: 54, y: 124, size: 11, font: 'bold' },
    { text: `Account ending in ${last4}`, x: 54, y: 140, size: 10 },
    { text: `${month}-01 to ${month}-${days}`, x: 54, y: 156, size: 10 },
    { text: `Opening balance ${dollars(opening)}`, x: 360, y: 124, size: 10 },
    { text: `Total credits ${dollars(credits)}`, x: 360, y: 140, size: 10 },
    { text: `Closing balance ${dollars(balance)}`, x: 360, y: 156, size: 10 },
    ...[header, '', ...rows].map((text, index) => monospaced(text, 200 + index * 15)),
    { text: 'Invented data of the Latchkey demo. No real bank or company.', x: 54, y: 740, size: 8 },
  ])
}

/** The statement of the month before `now`, for people who try an upload. */
export function samplePdf(now: Date): Buffer {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1)).toISOString().slice(0, 7)
  return bankStatement({ holder: 'Corner Bakery LLC', last4: '1234', monthlyRevenue: 4_200_000 }, month)
}

/** `fields`: label and value, in the order of the form. */
export function applicationForm(fields: readonly (readonly [string, string])[]): Buffer {
  return letter('Business funding application', [
    ...fields.map(([label, value]) => `${label.padEnd(26)}${value}`),
    '',
    'I confirm that this information is correct.',
    'Signed electronically by the applicant.',
  ])
}

export function letter(title: string, lines: readonly string[]): Buffer {
  return pdfOf([
    { text: title, x: 54, y: 72, size: 18, font: 'bold' },
    ...lines.map((text, index) => monospaced(text, 120 + index * 18)),
    { text: 'Invented data of the Latchkey demo.', x: 54, y: 740, size: 8 },
  ])
}

function monospaced(text: string, y: number): PdfLine {
  return { text, x: 54, y, size: 9, font: 'mono' }
}

// One formatter: `toLocaleString` creates a new one each time, which is slow.
const DOLLARS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

function dollars(cents: number): string {
  return DOLLARS.format(cents / 100)
}

/** Numbers from 0 to 1 that depend on the seed only (mulberry32). */
function randomOf(seed: string): () => number {
  let state = 0
  for (const character of seed) state = (Math.imul(state, 31) + character.charCodeAt(0)) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
