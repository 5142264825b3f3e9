// What a domain looks like to a person who reads it quickly: a trap if it looks like another's. Pure.

import { domainToUnicode } from 'node:url'

// Names of scripts as Unicode has them. What is in none of these counts as one more.
const SCRIPTS = [
  ...['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Devanagari', 'Bengali'],
  ...['Gurmukhi', 'Gujarati', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Thai', 'Lao', 'Khmer'],
  ...['Myanmar', 'Tibetan', 'Ethiopic', 'Cherokee', 'Hangul', 'Hiragana', 'Katakana', 'Bopomofo', 'Han'],
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const)

// Written together every day, so no trap.
const ALLOWED_SCRIPTS = [
  new Set(['Han', 'Hiragana', 'Katakana']),
  new Set(['Han', 'Hangul']),
  new Set(['Han', 'Bopomofo']),
]

// Letters that are drawn like ASCII ones and do not decompose to them, each before the letter it is taken for.
const LOOKALIKES = pairs(
  // Cyrillic, Greek, Armenian; then Latin letters with a stroke, or without a dot.
  'аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwкkмmтtвbнh' +
    'αaοoνvρpυuχxιiκkτtγyωwηnβb' +
    'օoհhսuոnցgզqյjոn' +
    'øołlđdħhıiŧtƀbɡgɑaʏyɩi',
)

// Only then one for several: by now all is ASCII that can be.
const LOOKALIKE_SEQUENCES: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/0/g, 'o'],
  // A capital i is an l to the eye, and mail is written with either.
  [/[1i|]/g, 'l'],
]

/** The scripts of a label in Unicode, if there are more than are written together; otherwise null. */
export function mixedScripts(label: string): readonly string[] | null {
  const used = new Set<string>()
  for (const letter of label) {
    if (/[\p{Script=Common}\p{Script=Inherited}]/u.test(letter)) continue
    used.add(SCRIPTS.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'another script')
  }
  const fine = used.size < 2 || ALLOWED_SCRIPTS.some((set) => used.isSubsetOf(set))
  return fine ? null : [...used]
}

/** The ASCII word that a label without any Latin letter is read as, or null when it is not. */
export function lookalikeOf(label: string): string | null {
  if (/[\p{Script=Latin}]/u.test(label) || !/\p{L}/u.test(label)) return null
  const read = normalizeGlyphs(label)
  return /^[a-z0-9-]+$/.test(read) ? read : null
}

/** Two domains (in canonical form) with the same skeleton are easily taken for each other. */
export function skeleton(domain: string): string {
  return LOOKALIKE_SEQUENCES.reduce(
    (text, [from, to]) => text.replace(from, to),
    normalizeGlyphs(domainToUnicode(domain)),
  )
}

/** Without accents, and each letter as the ASCII one that it is drawn like. */
function normalizeGlyphs(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '')
  return [...bare].map((letter) => LOOKALIKES.get(letter) ?? letter).join('')
}

function pairs(text: string): ReadonlyMap<string, string> {
  const letters = [...text]
  return new Map(letters.flatMap((one, index) => (index % 2 === 0 ? [[one, letters[index + 1] ?? one]] : [])))
}
