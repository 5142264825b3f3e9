// Rules for text from callers: well-formed Unicode in NFC. Used by issues.ts and by filters. Pure.

/** Characters without a glyph: zero-width characters, fillers, the blank Braille pattern. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu

/** Includes controls beyond ASCII, which terminals execute, and separators that break lines in pages. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u
const CONTROL_IN_LINES = /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u

/** Embeddings, overrides, isolates and marks, which reorder the text around them. */
const BIDI_CONTROLS = /\p{Bidi_Control}/gu

/** Limit of Unicode's Stream-Safe Text Format. Without it, ICU takes seconds to order 100,000 marks. */
const COMBINING_RUN = /\p{M}{31}/u

/** False for text with half of a surrogate pair: UTF-8 cannot encode it; PostgreSQL stores U+FFFD. */
export function isWellFormedText(text: string): boolean {
  return text.isWellFormed()
}

/** The stored and compared form: NFC, trimmed. */
export function canonicalText(text: string): string {
  return (hasCombiningRun(text) ? text : text.normalize('NFC')).trim()
}

/** True for more than 30 combining marks in a row, which no language uses. */
export function hasCombiningRun(text: string): boolean {
  return COMBINING_RUN.test(text)
}

/** The number of visible code points; inner spaces count. */
export function visibleLength(text: string): number {
  return [...text.replace(INVISIBLE, '').trim()].length
}

export function hasControls(text: string, { multiline }: { readonly multiline: boolean }): boolean {
  return (multiline ? CONTROL_IN_LINES : CONTROL).test(text)
}

export function hasBidiControls(text: string): boolean {
  return withoutBidiControls(text) !== text
}

/** Removes bidirectional controls. Address books put them around phone numbers. */
export function withoutBidiControls(text: string): string {
  return text.replace(BIDI_CONTROLS, '')
}
