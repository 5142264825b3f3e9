// readPdfValue: reads one dictionary, array, string, name or number of a PDF. Used for encryption dictionaries.

export type PdfValue = number | string | boolean | Buffer | readonly PdfValue[] | PdfDictionary | null

export interface PdfDictionary {
  readonly entries: ReadonlyMap<string, PdfValue>
}

const MAX_DEPTH = 16
const SPACE = /[\0\t\n\f\r ]/

/** `text`: bytes as Latin-1. Strings are returned as bytes. Throws if the text ends or is malformed. */
export function readPdfValue(text: string, from: number): PdfValue {
  let at = from

  function skip(): void {
    for (;;) {
      const character = text.charAt(at)
      if (character !== '' && SPACE.test(character)) at += 1
      else if (character === '%') while (at < text.length && !/[\r\n]/.test(text.charAt(at))) at += 1
      else return
    }
  }

  function value(depth: number): PdfValue {
    skip()
    if (depth > MAX_DEPTH || at >= text.length) throw new Error('The value is cut or too deep.')
    if (text.startsWith('<<', at)) return dictionary(depth)
    if (text.charAt(at) === '<') return hexString()
    if (text.charAt(at) === '(') return literalString()
    if (text.charAt(at) === '/') return name()
    if (text.charAt(at) === '[') return array(depth)
    const word = /^[^\s\0/<>[\]()]{1,40}/.exec(text.slice(at, at + 41))?.[0]
    if (word === undefined) throw new Error('The value is malformed.')
    at += word.length
    if (word === 'true' || word === 'false') return word === 'true'
    const number = Number(word)
    return Number.isNaN(number) ? word : number
  }

  function dictionary(depth: number): PdfDictionary {
    at += 2
    const entries = new Map<string, PdfValue>()
    for (;;) {
      skip()
      if (text.startsWith('>>', at)) break
      if (text.charAt(at) !== '/') {
        // The rest of a reference such as `12 0 R`.
        value(depth + 1)
        continue
      }
      const key = name()
      entries.set(key, value(depth + 1))
    }
    at += 2
    return { entries }
  }

  function array(depth: number): readonly PdfValue[] {
    at += 1
    const items: PdfValue[] = []
    for (skip(); text.charAt(at) !== ']'; skip()) items.push(value(depth + 1))
    at += 1
    return items
  }

  function name(): string {
    const word = /^\/[^\s\0/<>[\](){}%]{0,127}/.exec(text.slice(at, at + 129))?.[0] ?? '/'
    at += word.length
    return word
      .slice(1)
      .replace(/#([0-9a-f]{2})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  }

  function hexString(): Buffer {
    const end = text.indexOf('>', at)
    if (end < 0) throw new Error('The string is cut.')
    const digits = text.slice(at + 1, end).replace(/[^0-9a-f]/gi, '')
    at = end + 1
    return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
  }

  function literalString(): Buffer {
    const bytes: number[] = []
    let depth = 1
    for (at += 1; ; at += 1) {
      const character = text.charAt(at)
      if (character === '') throw new Error('The string is cut.')
      if (character === '\\') readEscape(bytes)
      else {
        if (character === '(') depth += 1
        if (character === ')') depth -= 1
        if (depth === 0) break
        bytes.push(character.charCodeAt(0))
      }
    }
    at += 1
    return Buffer.from(bytes)
  }

  /** Reads one escape. Leaves `at` on its last character. */
  function readEscape(bytes: number[]): void {
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0]
    if (octal !== undefined) {
      bytes.push(Number.parseInt(octal, 8) & 0xff)
      at += octal.length
      return
    }
    at += 1
    const character = text.charAt(at)
    if (character === '\r' && text.charAt(at + 1) === '\n') at += 1
    if (character === '\r' || character === '\n') return
    const known = { n: 10, r: 13, t: 9, b: 8, f: 12 }[character]
    bytes.push(known ?? character.charCodeAt(0))
  }

  return value(0)
}

export function isDictionary(value: PdfValue | undefined): value is PdfDictionary {
  return typeof value === 'object' && value !== null && 'entries' in value && value.entries instanceof Map
}
