// PdfScanner: finds the names and keywords of a PDF that decide about it, in one pass. Used by pdf.ts.
//
// It reads each byte once and never looks back, so no content makes it slow. It does not know where streams are:
// bytes of a compressed stream count as names only if they spell one whole name.

/** Names after which `next` decides, and names and words that count by themselves. */
const NAMES = ['Encrypt', 'ID', 'S', 'ObjStm', 'Launch'] as const
const SCRIPTS = ['JavaScript', 'JS', 'XFA', 'RichMedia', 'EmbeddedFile', 'GoToE', 'ImportData'] as const

type Name = (typeof NAMES)[number] | (typeof SCRIPTS)[number]

const REGULAR = 0
const SPACE = 1
const DELIMITER = 2

const KINDS = new Uint8Array(256)
for (const byte of [0, 9, 10, 12, 13, 32]) KINDS[byte] = SPACE
for (const character of '()<>[]{}/%') KINDS[character.charCodeAt(0)] = DELIMITER

/** Longest token that matters: the longest name with every letter written as `#xx`. */
const MAX_TOKEN_BYTES = 36
const [HASH, PERCENT, SLASH, PARENTHESIS, LESS, BRACKET] = [0x23, 0x25, 0x2f, 0x28, 0x3c, 0x5b]

/** By length and first letter. No two names have the same, so most other names need no comparison. */
const BY_SHAPE = new Map<number, Name>()
const SHAPES = new Uint8Array((MAX_TOKEN_BYTES + 2) * 256)
for (const name of [...NAMES, ...SCRIPTS]) {
  const shape = name.length * 256 + name.charCodeAt(0)
  SHAPES[shape] = 1
  BY_SHAPE.set(shape, name)
}

/** An object number and a generation, of an indirect object. */
export interface ObjectId {
  readonly number: number
  readonly generation: number
}

interface Options {
  /** How many positions of object streams to keep. */
  readonly maxObjectStreams?: number
  /** The object whose position to find. */
  readonly wanted?: ObjectId | null
}

export class PdfScanner {
  hasObjects = false
  hasEnd = false
  hasScripts = false
  launches = false
  /** Position of the last `/Encrypt` and of the last `/ID`, and of the first object streams. */
  encryptAt: number | null = null
  idAt: number | null = null
  readonly objectStreams: number[] = []
  /** Position after `obj` of the last object with the id in question. */
  objectAt: number | null = null

  readonly #wanted: ObjectId | null
  readonly #maxObjectStreams: number
  #position = 0
  readonly #token = new Uint8Array(MAX_TOKEN_BYTES + 1)
  #length = 0
  #inToken: 'NAME' | 'WORD' | null = null
  #tokenAt = 0
  #hasHash = false
  #followsPercents = false
  #percentAt = -1
  #percentBefore = -2
  /** The name that waits for the next token, and its position. */
  #pending: Name | 'Encrypt <' | 'ID [' | 'startxref' | 'obj' | null = null
  #pendingAt = 0
  /** A comment followed `/S` or `obj`. Its end is unknown: in a string or a stream it is no comment. */
  #hasCommentBeforeValue = false
  /** The last two tokens, if they are numbers with only space between; else -1. */
  #number = -1
  #numberBefore = -1

  constructor({ maxObjectStreams = 0, wanted = null }: Options = {}) {
    this.#maxObjectStreams = maxObjectStreams
    this.#wanted = wanted
  }

  /** The next bytes of the file. */
  push(bytes: Uint8Array): void {
    const token = this.#token
    let length = this.#length
    let inToken = this.#inToken !== null
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      const kind = KINDS[byte]
      if (kind === REGULAR) {
        if (!inToken) {
          inToken = true
          this.#startWord(byte, this.#position + at)
        }
        if (byte === HASH) this.#hasHash = true
        if (length <= MAX_TOKEN_BYTES) {
          token[length] = byte
          length += 1
        }
        continue
      }
      if (inToken) {
        this.#endToken(length, this.#position + at)
        inToken = false
        length = 0
      }
      if (kind === DELIMITER) {
        this.#readDelimiter(byte, this.#position + at)
        inToken = byte === SLASH
      }
    }
    this.#length = length
    this.#position += bytes.length
  }

  /** After the last bytes. */
  end(): void {
    if (this.#inToken !== null) this.#endToken(this.#length, this.#position)
    this.#length = 0
  }

  #startWord(byte: number, at: number): void {
    this.#inToken = 'WORD'
    this.#followsPercents = this.#percentAt === at - 1 && this.#percentBefore === at - 2
    if (this.#pending === null) return
    const isDigit = byte >= 0x30 && byte <= 0x39
    if (isDigit && this.#pending === 'Encrypt') this.encryptAt = this.#pendingAt
    if (isDigit && this.#pending === 'startxref') this.hasEnd = true
    this.#pending = null
  }

  #readDelimiter(byte: number, at: number): void {
    this.#number = this.#numberBefore = -1
    const pending = this.#pending
    if (byte === SLASH) {
      this.#inToken = 'NAME'
      this.#tokenAt = at
      this.#hasHash = false
      if (pending !== 'S' && pending !== 'obj') this.#pending = null
      return
    }
    if (byte === PERCENT) {
      this.#percentBefore = this.#percentAt
      this.#percentAt = at
      if (pending === 'S' || pending === 'obj') this.#hasCommentBeforeValue = true
    }
    if (pending === null) return
    this.#pending = null
    if (byte === LESS && pending === 'Encrypt') this.#pending = 'Encrypt <'
    else if (byte === LESS && pending === 'Encrypt <') this.encryptAt = this.#pendingAt
    else if (byte === BRACKET && pending === 'ID') this.#pending = 'ID ['
    else if ((byte === LESS || byte === PARENTHESIS) && pending === 'ID [') this.idAt = this.#pendingAt
  }

  #endToken(length: number, end: number): void {
    if (this.#inToken === 'WORD') this.#endWord(length, end)
    else if (this.#hasHash || SHAPES[length * 256 + (this.#token[0] ?? 0)] === 1) this.#endName(length)
    else this.#pending = null
    this.#inToken = null
  }

  #endName(length: number): void {
    const before = this.#pending
    this.#pending = null
    const name = this.#readName(length)
    if (name === null) return
    if (name === 'ObjStm') {
      if (this.objectStreams.length < this.#maxObjectStreams) this.objectStreams.push(this.#tokenAt)
    } else if (name === 'Launch') {
      // The type of an action, or an object that can be one. Elsewhere it can be the end of an address.
      this.launches ||= before === 'S' || before === 'obj' || this.#hasCommentBeforeValue
      this.hasScripts = true
    } else if (SCRIPTS.some((script) => script === name)) {
      this.hasScripts = true
    } else {
      this.#pending = name
      this.#pendingAt = this.#tokenAt
    }
  }

  /** Null: a name that does not matter. */
  #readName(written: number): Name | null {
    if (written > MAX_TOKEN_BYTES) return null
    const token = this.#token
    const length = this.#hasHash ? decodeHex(token, written) : written
    const name = BY_SHAPE.get(length * 256 + (token[0] ?? 0)) ?? null
    return name !== null && startsWith(token, name) ? name : null
  }

  #endWord(length: number, end: number): void {
    const token = this.#token
    const [number, generation] = [this.#numberBefore, this.#number]
    this.#numberBefore = generation
    this.#number = numberOf(token, length)
    if (length === 3 && number >= 0 && generation >= 0 && startsWith(token, 'obj')) {
      this.hasObjects = true
      this.#pending = 'obj'
      if (this.#wanted?.number === number && this.#wanted.generation === generation) this.objectAt = end
    } else if (length === 9 && startsWith(token, 'startxref')) {
      this.#pending = 'startxref'
    } else if (this.#followsPercents && length >= 3 && startsWith(token, 'EOF')) {
      this.hasEnd = true
    }
  }
}

/** Whether the token starts with `text`. */
function startsWith(token: Uint8Array, text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (token[at] !== text.charCodeAt(at)) return false
  return true
}

/** -1: not a number of at most 15 digits. */
function numberOf(token: Uint8Array, length: number): number {
  if (length > 15) return -1
  let value = 0
  for (let at = 0; at < length; at += 1) {
    const digit = (token[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** Replaces `#xx` by the byte, in place. Returns the new length. */
function decodeHex(token: Uint8Array, length: number): number {
  let to = 0
  for (let from = 0; from < length; from += 1) {
    const high = token[from] === HASH && from + 2 < length ? hexDigit(token[from + 1] ?? 0) : -1
    const low = high < 0 ? -1 : hexDigit(token[from + 2] ?? 0)
    token[to] = low < 0 ? (token[from] ?? 0) : high * 16 + low
    to += 1
    if (low >= 0) from += 2
  }
  return to
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
