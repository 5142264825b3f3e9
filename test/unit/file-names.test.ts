// File names of uploads, downloads and ZIP entries, by the name alone.

import { archiveName, downloadName, safeFileName } from '@latchkey/schema/documents/file-name.ts'
import { expect, test } from 'vitest'

test.each([
  ['statement.pdf', 'statement.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\Ana\\scan.pdf', 'scan.pdf'],
  ['..', 'document'],
  ['/', 'document'],
  ['', 'document'],
  ['a\0b\r\n.pdf', 'a_b__.pdf'],
  ['invoice<1>:"final"|?*.pdf', 'invoice_1___final____.pdf'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['CON.pdf', '_CON.pdf'],
  ['lpt1', '_lpt1'],
  ['  .hidden.pdf. ', 'hidden.pdf'],
  ['口座.pdf', '口座.pdf'],
  ['Cafe\u0301.pdf', 'Café.pdf'],
  ['a\ud800.pdf', 'a\ufffd.pdf'],
])('stores %j as %j', (given, expected) => {
  expect(safeFileName(given)).toBe(expected)
})

test.each(['x', 'é', '座', '👍'])(
  'shortens a long name of %s to 255 bytes and keeps the extension',
  (letter) => {
    const name = safeFileName(`${letter.repeat(1_000)}.pdf`)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect(Buffer.byteLength(name)).toBeGreaterThan(250)
    expect(name).toMatch(/\.pdf$/)
    expect(name.isWellFormed()).toBe(true)
  },
)

test.each([
  ['statement', 'application/pdf', 'statement.pdf'],
  ['statement.PDF', 'application/pdf', 'statement.PDF'],
  ['page.html', 'application/pdf', 'page.html.pdf'],
  ['photo.jpeg', 'image/jpeg', 'photo.jpeg'],
])('downloads %s of type %s as %s', (name, mediaType, expected) => {
  expect(downloadName(name, mediaType)).toBe(expected)
})

test('names in a ZIP are unique', () => {
  const taken = new Set<string>()
  const statement = {
    class: 'BANK_STATEMENT',
    periodMonth: '2026-09',
    accountLast4: '1234',
    mediaType: 'application/pdf',
    fileName: 'a.pdf',
  } as const
  expect([1, 2, 3].map(() => archiveName(statement, taken))).toEqual([
    '2026-09_bank-statement_1234.pdf',
    '2026-09_bank-statement_1234_2.pdf',
    '2026-09_bank-statement_1234_3.pdf',
  ])
})
