// skeleton, lookalikeOf, mixedScripts: detect look-alike domains. Used by domain checks. Pure.

import { domainToUnicode } from 'node:url'

// Unicode script names. Characters outside these scripts count as one more script.
const SCRIPTS = [
  ...['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Devanagari', 'Bengali'],
  ...['Gurmukhi', 'Gujarati', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Thai', 'Lao', 'Khmer'],
  ...['Myanmar', 'Tibetan', 'Ethiopic', 'Cherokee', 'Hangul', 'Hiragana', 'Katakana', 'Bopomofo', 'Han'],
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const)

// Scripts that are commonly written together.
const ALLOWED_SCRIPTS = [
  new Set(['Han', 'Hiragana', 'Katakana']),
  new Set(['Han', 'Hangul']),
  new Set(['Han', 'Bopomofo']),
]

// Pairs: a letter that looks like an ASCII letter but does not decompose to it, then that ASCII letter.
const LOOKALIKES = pairs(
  // Cyrillic, Greek, Armenian; then Latin letters with a stroke or without a dot.
  'аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwкkмmтtвbнh' +
    'αaοoνvρpυuχxιiκkτtγyωwηnβb' +
    'օoհhսuոnցgզqյjոn' +
    'øołlđdħhıiŧtƀbɡgɑaʏyɩi',
)

// Applied after LOOKALIKES, when every letter that looks like an ASCII letter is already replaced.
const LOOKALIKE_SEQUENCES: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/0/g, 'o'],
  // A capital i looks like an l, and email addresses are written in either case.
  [/[1i|]/g, 'l'],
]

/** The scripts of a Unicode label if they are not commonly written together; otherwise null. */
export function mixedScripts(label: string): readonly string[] | null {
  const used = new Set<string>()
  for (const letter of label) {
    if (/[\p{Script=Common}\p{Script=Inherited}]/u.test(letter)) continue
    used.add(SCRIPTS.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'another script')
  }
  const fine = used.size < 2 || ALLOWED_SCRIPTS.some((set) => used.isSubsetOf(set))
  return fine ? null : [...used]
}

/** The ASCII word that a label without Latin letters looks like, or null. */
export function lookalikeOf(label: string): string | null {
  if (/[\p{Script=Latin}]/u.test(label) || !/\p{L}/u.test(label)) return null
  const read = normalizeGlyphs(label)
  return /^[a-z0-9-]+$/.test(read) ? read : null
}

/** Two canonical domains with the same skeleton are easily confused. */
export function skeleton(domain: string): string {
  return LOOKALIKE_SEQUENCES.reduce(
    (text, [from, to]) => text.replace(from, to),
    normalizeGlyphs(domainToUnicode(domain)),
  )
}

/** Removes accents and replaces each letter by the ASCII letter that it looks like. */
function normalizeGlyphs(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '')
  return [...bare].map((letter) => LOOKALIKES.get(letter) ?? letter).join('')
}

function pairs(text: string): ReadonlyMap<string, string> {
  const letters = [...text]
  return new Map(letters.flatMap((one, index) => (index % 2 === 0 ? [[one, letters[index + 1] ?? one]] : [])))
}
