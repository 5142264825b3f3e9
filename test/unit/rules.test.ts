// Text normalization and rejection: properties over arbitrary text.

import { Issues } from '@latchkey/schema/validation/issues.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const MAX = 200

function judge(value: string, rules: { min?: number; multiline?: boolean } = {}) {
  const issues = new Issues()
  const text = issues.text('name', value, { max: MAX, ...rules })
  return { text, codes: issues.found.map(({ code }) => code) }
}

/** Any code unit, including ill-formed text, mixed with the characters that the text rules handle. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        '\u0000',
        '\n',
        '\r\n',
        '\t',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u00ad',
        '\ufeff',
        '\u3164',
      ),
      fc.constantFrom('e\u0301', 'A\u030a', '\u1112\u1161\u11ab', '\u212b', 'Acme', ' ', '\u{1f642}'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

test('accepts only well-formed, visible NFC text without control characters', () => {
  fc.assert(
    fc.property(anyText, fc.boolean(), (value, multiline) => {
      const { text, codes } = judge(value, { multiline })
      if (codes.length > 0) return
      expect(text.isWellFormed()).toBe(true)
      expect(text.normalize('NFC')).toBe(text)
      expect(text.trim()).toBe(text)
      expect([...text].length).toBeLessThanOrEqual(MAX)
      expect(text).toMatch(/[^\p{Default_Ignorable_Code_Point}\s]/u)
      expect(text.replace(multiline ? /[\t\n]/g : /(?!)/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
      if (!multiline) expect(text).not.toMatch(/\p{Bidi_Control}/u)
    }),
    { numRuns: 2_000 },
  )
})

test('accepts its own output unchanged and returns text that encodes as valid UTF-8', () => {
  fc.assert(
    fc.property(anyText, fc.boolean(), (value, multiline) => {
      const { text, codes } = judge(value, { multiline })
      if (codes.length > 0) return
      expect(judge(text, { multiline })).toEqual({ text, codes: [] })
      expect(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text))).toBe(text)
    }),
    { numRuns: 2_000 },
  )
})

test('normalizes canonically equivalent texts to the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (value) => {
      expect(judge(value.normalize('NFD'))).toEqual(judge(value.normalize('NFC')))
    }),
    { numRuns: 2_000 },
  )
})

test('rejects a lone surrogate at any position', () => {
  const surrogate = fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit))
  const scalars = fc.string({ unit: 'grapheme', maxLength: 10 })
  fc.assert(
    fc.property(scalars, surrogate, scalars, (before, half, after) => {
      expect(judge(`${before}${half}${after}`).codes).toEqual(['ILL_FORMED_TEXT'])
    }),
  )
})

test.each([
  ['zero-width spaces', '\u200b\u200b\u200b'],
  ['soft hyphens and joiners', '\u00ad\u200d\u2060'],
  ['Hangul fillers', '\u3164\u115f\uffa0'],
  ['tags', '\u{e0041}\u{e0042}'],
  ['blank Braille', '\u2800'],
  ['a byte order mark between spaces', ' \ufeff '],
])('treats a text of only %s as empty', (_what, value) => {
  expect(judge(value).codes).toContain('TOO_SHORT')
})

test('does not count invisible characters toward the minimum length', () => {
  expect(judge(`nine char${'\u200b'.repeat(5)}`, { min: 10 }).codes).toEqual(['TOO_SHORT'])
  expect(judge('ten  chars', { min: 10 }).codes).toEqual([])
})

test.each(['\u202e', '\u202a', '\u202c', '\u2066', '\u2069', '\u200f', '\u061c'])(
  'rejects the bidirectional control %j in names and keeps it in multiline text',
  (control) => {
    expect(judge(`Acme ${control}gpj.exe`).codes).toEqual(['BIDI_CONTROLS'])
    expect(judge(`Acme ${control}gpj.exe`, { multiline: true }).codes).toEqual([])
  },
)

test('keeps right-to-left text, emoji sequences and joiners in names', () => {
  for (const name of ['شركة النور', 'خانه\u200cدار', '👩‍👩‍👧 Bakery', '❤️', 'नेपाल', 'O’Brien & Söhne'])
    expect(judge(name)).toEqual({ text: name.normalize('NFC'), codes: [] })
})

test('keeps tabs and line breaks in multiline text, converts CRLF to LF, and rejects them in names', () => {
  expect(judge('one\r\ntwo\rthree\n\tfour', { multiline: true })).toEqual({
    text: 'one\ntwo\nthree\n\tfour',
    codes: [],
  })
  expect(judge('a\u0007b', { multiline: true }).codes).toEqual(['CONTROL_CHARACTERS'])
  for (const control of ['\n', '\t', '\u0085', '\u2028', '\ufffe'])
    expect(judge(`a${control}b`).codes).toEqual(['CONTROL_CHARACTERS'])
})

test('rejects 100,000 combining marks without normalizing them', () => {
  // ICU needs seconds to reorder these marks, more than this whole property would.
  const marks = `a${'\u0315\u0300\u0316'.repeat(33_000)}`
  expect(judge(marks).codes).toEqual(['TOO_LONG', 'TOO_MANY_COMBINING_MARKS'])
})
