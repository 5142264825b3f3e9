// The rules for text that callers send: well-formed Unicode, stored in NFC. Used by issues.ts and by filters. Pure.

/** Characters that are drawn as nothing: zero-width characters, fillers, the blank Braille pattern. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu

/** Includes controls beyond ASCII, which terminals obey, and the separators that pages break lines at. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u
const CONTROL_IN_LINES = /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u

/** Embeddings, overrides, isolates and marks, which reorder the text around them. */
const BIDI_CONTROLS = /\p{Bidi_Control}/gu

/** The bound of Unicode's Stream-Safe Text Format: ICU takes seconds to order a run of 100,000 marks. */
const COMBINING_RUN = /\p{M}{31}/u

/** False for a text with half of a surrogate pair: UTF-8 cannot encode it, and PostgreSQL would store U+FFFD instead. */
export function isWellFormedText(text: string): boolean {
  return text.isWellFormed()
}

/** The form that is stored and compared: NFC, without surrounding space. */
export function canonicalText(text: string): string {
  return (hasCombiningRun(text) ? text : text.normalize('NFC')).trim()
}

/** True for more than 30 combining marks in a row, which no language writes. */
export function hasCombiningRun(text: string): boolean {
  return COMBINING_RUN.test(text)
}

/** The number of code points that a reader can see; space inside counts. */
export function visibleLength(text: string): number {
  return [...text.replace(INVISIBLE, '').trim()].length
}

export function hasControls(text: string, { multiline }: { readonly multiline: boolean }): boolean {
  return (multiline ? CONTROL_IN_LINES : CONTROL).test(text)
}

export function hasBidiControls(text: string): boolean {
  return withoutBidiControls(text) !== text
}

/** Address books put these around phone numbers. */
export function withoutBidiControls(text: string): string {
  return text.replace(BIDI_CONTROLS, '')
}
