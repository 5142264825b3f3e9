// checkPdf: whether viewers open a PDF without a password, and whether it contains scripts or starts programs.
//
// It searches the bytes for the few keywords that matter and never parses the pages. So damaged cross-reference
// tables do not matter, as in viewers. Each byte of the file is searched once, or twice if the file is encrypted,
// and the inflated bytes have a limit: no content makes the check slow or large.

import { constants, inflateSync } from 'node:zlib'
import { type ByteSource, windowsOf } from './byte-source.ts'
import { corrupt, encrypted, type Finding, truncated } from './finding.ts'
import { opensWithoutPassword } from './pdf-encryption.ts'
import { type ObjectId, PdfScanner } from './pdf-scanner.ts'
import { isDictionary, readPdfValue } from './pdf-values.ts'

export const PDF_HEADER_BYTES = 1_024

const VALUE_BYTES = 8_192
const MAX_OBJECT_STREAMS = 2_000
const MAX_INFLATED_BYTES = 4 * 1_024 * 1_024
const MAX_STREAM_BYTES = 512 * 1_024
/** Of all object streams together, compressed and inflated. */
const MAX_SEARCHED_BYTES = 32 * 1_024 * 1_024

export async function checkPdf(source: ByteSource): Promise<Finding> {
  const file = await scan(source, new PdfScanner({ maxObjectStreams: MAX_OBJECT_STREAMS }))
  if (!file.hasObjects) throw corrupt('PDF')
  if (!file.hasEnd || (await linearizedLength(source)) > source.size) throw truncated('PDF')
  if (file.encryptAt !== null && !(await opens(source, file.encryptAt, file.idAt))) throw encrypted('PDF')
  // The strings of an encrypted file are encrypted, but the keywords outside of its object streams are not.
  const packed = file.encryptAt === null ? await scanObjectStreams(source, file.objectStreams) : NOTHING
  const launches = file.launches || packed.launches
  return {
    mediaType: 'application/pdf',
    hasActiveContent: launches || file.hasScripts || packed.hasScripts,
    isDangerous: launches,
  }
}

const NOTHING = { hasScripts: false, launches: false } as const

async function scan(source: ByteSource, scanner: PdfScanner): Promise<PdfScanner> {
  for await (const { bytes } of windowsOf(source)) scanner.push(bytes)
  scanner.end()
  return scanner
}

/** Length of the file when it was linearized; 0 if it was not. */
async function linearizedLength(source: ByteSource): Promise<number> {
  const start = (await source.read(0, PDF_HEADER_BYTES * 2)).toString('latin1')
  const at = start.indexOf('/Linearized')
  if (at < 0) return 0
  return Number(/\/L[\s\0]+(\d{1,12})/.exec(start.slice(at, at + 300))?.[1] ?? 0)
}

/** Actions are often compressed, inside of object streams. */
async function scanObjectStreams(
  source: ByteSource,
  positions: readonly number[],
): Promise<{ readonly hasScripts: boolean; readonly launches: boolean }> {
  const found = { hasScripts: false, launches: false }
  let budget = MAX_SEARCHED_BYTES
  for (const at of positions) {
    const head = (await source.read(at, 1_024)).toString('latin1')
    const start = /stream(\r\n|\n|\r)/.exec(head)
    if (start === null) continue
    const body = await source.read(at + start.index + start[0].length, MAX_STREAM_BYTES)
    const inflated = budget > 0 ? inflate(body) : null
    // Too large to search: nobody knows what it contains.
    if (inflated === null) return { ...found, hasScripts: true }
    budget -= body.length + inflated.length
    const scanner = new PdfScanner()
    scanner.push(inflated)
    scanner.end()
    found.hasScripts ||= scanner.hasScripts
    found.launches ||= scanner.launches
  }
  return found
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
  const [, number, generation] = /^\/\S{1,30}[\s\0]+(\d{1,10})[\s\0]+(\d{1,5})[\s\0]+R/.exec(text) ?? []
  if (number === undefined || generation === undefined) return encryptAt + text.indexOf('<<')
  const wanted: ObjectId = { number: Number(number), generation: Number(generation) }
  const { objectAt } = await scan(source, new PdfScanner({ wanted }))
  if (objectAt === null) throw new Error('The encryption dictionary is missing.')
  return objectAt
}

async function readId(source: ByteSource, idAt: number | null): Promise<Buffer> {
  if (idAt === null) return Buffer.alloc(0)
  const text = (await source.read(idAt, 1_024)).toString('latin1')
  const start = text.indexOf('[') + 1
  const first = readPdfValue(text, start)
  return Buffer.isBuffer(first) ? first : Buffer.alloc(0)
}
