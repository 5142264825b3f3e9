// checkPdf: whether viewers open a PDF without a password, and whether it contains scripts or starts programs.
//
// It searches the bytes for the few keywords that matter and never parses the pages. So damaged cross-reference
// tables do not matter, as in viewers, and memory and time grow with nothing but the size of the file.

import { constants, inflateSync } from 'node:zlib'
import { type ByteSource, windowsOf } from './byte-source.ts'
import { corrupt, encrypted, type Finding, truncated } from './finding.ts'
import { opensWithoutPassword } from './pdf-encryption.ts'
import { isDictionary, readPdfValue } from './pdf-values.ts'

export const PDF_HEADER_BYTES = 1_024

const OVERLAP_BYTES = 2_048
const VALUE_BYTES = 8_192
const MAX_OBJECT_STREAMS = 2_000
const MAX_INFLATED_BYTES = 8 * 1_024 * 1_024
const MAX_SEARCHED_BYTES = 64 * 1_024 * 1_024
const MAX_STREAM_BYTES = 512 * 1_024

/** Candidates for a keyword that are looked at in one window. */
const MAX_CANDIDATES = 1_000

const SCRIPT_NAMES = ['JavaScript', 'JS', 'XFA', 'RichMedia', 'EmbeddedFile', 'GoToE', 'ImportData']
const SCRIPTS = new RegExp(`/(${SCRIPT_NAMES.map(spellings).join('|')})(?![A-Za-z0-9])`)
const LAUNCH = new RegExp(`/${spellings('S')}[\\s\\0]*/${spellings('Launch')}(?![A-Za-z0-9])`)

/** A name can be written with hex escapes: `J#61vaScript`. */
function spellings(name: string): string {
  return [...name]
    .map((letter) => {
      const hex = letter.charCodeAt(0).toString(16)
      return `(?:${letter}|#${hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)})`
    })
    .join('')
}

interface Facts {
  hasObjects: boolean
  hasEnd: boolean
  hasScripts: boolean
  launches: boolean
  /** Position of the last `/Encrypt`, of the last `/ID`, and of object streams. */
  encryptAt: number | null
  idAt: number | null
  readonly objectStreams: number[]
  /** Length of the file when it was linearized. */
  linearizedLength: number | null
}

export async function checkPdf(source: ByteSource): Promise<Finding> {
  const facts = await scan(source)
  if (!facts.hasObjects) throw corrupt('PDF')
  if (!facts.hasEnd || (facts.linearizedLength ?? 0) > source.size) throw truncated('PDF')
  const isEncrypted = facts.encryptAt !== null
  if (facts.encryptAt !== null && !(await opens(source, facts.encryptAt, facts.idAt))) throw encrypted('PDF')
  // The strings of an encrypted file are encrypted, but the keywords outside of its object streams are not.
  if (!isEncrypted) await scanObjectStreams(source, facts)
  return {
    mediaType: 'application/pdf',
    hasActiveContent: facts.hasScripts || facts.launches,
    isDangerous: facts.launches,
  }
}

async function scan(source: ByteSource): Promise<Facts> {
  const facts: Facts = {
    hasObjects: false,
    hasEnd: false,
    hasScripts: false,
    launches: false,
    encryptAt: null,
    idAt: null,
    objectStreams: [],
    linearizedLength: null,
  }
  for await (const { bytes, position } of windowsOf(source, OVERLAP_BYTES)) {
    const text = bytes.toString('latin1')
    facts.hasObjects ||= /\d[\s\0]+\d+[\s\0]+obj\b/.test(text)
    facts.hasEnd ||= text.includes('%%EOF') || /startxref[\s\0]+\d/.test(text)
    const encrypt = lastOf(text, '/Encrypt', /^\/Encrypt[\s\0]*(\d|<<)/)
    if (encrypt !== null) facts.encryptAt = position + encrypt
    const id = lastOf(text, '/ID', /^\/ID[\s\0]*\[[\s\0]*[<(]/)
    if (id !== null) facts.idAt = position + id
    if (position === 0) facts.linearizedLength = linearizedLength(text.slice(0, PDF_HEADER_BYTES * 2))
    for (const { index } of text.matchAll(/\/Type[\s\0]*\/ObjStm\b/g)) {
      const at = position + index
      if (facts.objectStreams.at(-1) !== at && facts.objectStreams.length < MAX_OBJECT_STREAMS)
        facts.objectStreams.push(at)
    }
    findActions(text, facts)
  }
  return facts
}

/** The last place where `keyword` stands and `pattern` matches. */
function lastOf(text: string, keyword: string, pattern: RegExp): number | null {
  let at = text.length
  for (let candidate = 0; candidate < MAX_CANDIDATES && at > 0; candidate += 1) {
    at = text.lastIndexOf(keyword, at - 1)
    if (at < 0) return null
    if (pattern.test(text.slice(at, at + 40))) return at
  }
  return null
}

function linearizedLength(start: string): number | null {
  const at = start.indexOf('/Linearized')
  if (at < 0) return null
  const length = /\/L[\s\0]+(\d{1,12})/.exec(start.slice(at, at + 300))?.[1]
  return length === undefined ? null : Number(length)
}

function findActions(text: string, facts: Facts): void {
  facts.hasScripts ||= SCRIPTS.test(text)
  facts.launches ||= LAUNCH.test(text)
}

/** Actions are often compressed, inside of object streams. */
async function scanObjectStreams(source: ByteSource, facts: Facts): Promise<void> {
  let budget = MAX_SEARCHED_BYTES
  for (const at of facts.objectStreams) {
    const head = (await source.read(at, 1_024)).toString('latin1')
    const start = /stream(\r\n|\n|\r)/.exec(head)
    if (start === null) continue
    const body = await source.read(at + start.index + start[0].length, MAX_STREAM_BYTES)
    const inflated = budget > 0 ? inflate(body) : null
    // Too large to search: nobody knows what it contains.
    if (inflated === null) {
      facts.hasScripts = true
      return
    }
    budget -= body.length + inflated.length
    findActions(inflated.toString('latin1'), facts)
  }
}

/** Null: larger than the limit. */
function inflate(body: Buffer): Buffer | null {
  try {
    return inflateSync(body, { maxOutputLength: MAX_INFLATED_BYTES, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return isTooLarge ? null : Buffer.alloc(0)
  }
}

async function opens(source: ByteSource, encryptAt: number, idAt: number | null): Promise<boolean> {
  try {
    const at = await positionOfEncryption(source, encryptAt)
    const text = (await source.read(at, VALUE_BYTES)).toString('latin1')
    const dictionary = readPdfValue(text, 0)
    return isDictionary(dictionary) && opensWithoutPassword(dictionary, await readId(source, idAt))
  } catch {
    return false
  }
}

/** The dictionary stands in the trailer, or the trailer refers to it. */
async function positionOfEncryption(source: ByteSource, encryptAt: number): Promise<number> {
  const text = (await source.read(encryptAt, 64)).toString('latin1')
  const [, number, generation] = /^\/Encrypt[\s\0]*(\d{1,10})[\s\0]+(\d{1,5})[\s\0]+R/.exec(text) ?? []
  if (number === undefined || generation === undefined) return encryptAt + text.indexOf('<<')
  const object = new RegExp(`(?<!\\d)0*${number}[\\s\\0]+${generation}[\\s\\0]+obj\\b`, 'g')
  let found = -1
  for await (const { bytes, position } of windowsOf(source, 64))
    for (const { index, 0: match } of bytes.toString('latin1').matchAll(object))
      found = position + index + match.length
  if (found < 0) throw new Error('The encryption dictionary is missing.')
  return found
}

async function readId(source: ByteSource, idAt: number | null): Promise<Buffer> {
  if (idAt === null) return Buffer.alloc(0)
  const text = (await source.read(idAt, 1_024)).toString('latin1')
  const start = text.indexOf('[') + 1
  const first = readPdfValue(text, start)
  return Buffer.isBuffer(first) ? first : Buffer.alloc(0)
}
