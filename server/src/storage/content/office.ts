// checkOffice: what a ZIP file contains, by its [Content_Types].xml. Used for XLSX and DOCX.
//
// The check inflates that one entry, with a limit. So a ZIP bomb in another entry costs nothing.

import { Readable } from 'node:stream'
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl'
import type { ByteSource } from './byte-source.ts'
import { corrupt, encrypted, FileFault, type Finding, notAllowed } from './finding.ts'

const MAX_ENTRIES = 20_000
const MAX_TYPES_BYTES = 1_024 * 1_024
/** Sum of the sizes that the entries announce. Viewers inflate them. */
const MAX_INFLATED_BYTES = 2 ** 30
const MAX_RATIO = 1_000

const MAIN_TYPES = [
  [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
] as const

class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource

  constructor(source: ByteSource) {
    super()
    this.#source = source
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(pieces(this.#source, start, end), { objectMode: false })
  }

  /** Without the two streams that yauzl creates for each read, of which an entry takes two. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.#source.read(position, length).then((bytes) => {
      bytes.copy(buffer, offset)
      done(bytes.length === length ? null : new Error('The file is too short.'))
    }, done)
  }
}

async function* pieces(source: ByteSource, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end; position += 65_536) {
    const bytes = await source.read(position, Math.min(65_536, end - position))
    if (bytes.length === 0) return
    yield bytes
  }
}

export async function checkOffice(source: ByteSource): Promise<Finding> {
  const types = await readContentTypes(source).catch((error: unknown) => {
    throw error instanceof FileFault ? error : corrupt('file')
  })
  if (types === null) throw notAllowed('This is a ZIP archive. Unpack it and upload the files in it.')
  if (/macroEnabled|vbaProject/i.test(types))
    throw notAllowed('This office file contains macros. Save it without macros.')
  const mediaType = MAIN_TYPES.find(([main]) => types.includes(main))?.[1]
  if (mediaType === undefined) throw notAllowed('Office files of this type are not accepted.')
  return {
    mediaType,
    hasActiveContent: /activeX|oleObject|package\b/i.test(embedded(types)),
    isDangerous: false,
  }
}

/** Content types that stand for embedded programs. The namespace of the file itself contains `package`. */
function embedded(types: string): string {
  return [...types.matchAll(/ContentType="([^"]{1,300})"/g)]
    .map(([, type]) => type)
    .join('\n')
    .replaceAll('application/vnd.openxmlformats-package.', '')
}

/** Null: the archive has no [Content_Types].xml. */
async function readContentTypes(source: ByteSource): Promise<string | null> {
  const zip = await openZip(source)
  try {
    let entry: Entry | null = null
    let inflated = 0
    let count = 0
    for await (const one of entriesOf(zip)) {
      count += 1
      inflated += one.uncompressedSize
      if (count > MAX_ENTRIES || inflated > MAX_INFLATED_BYTES) throw corrupt('file')
      if (one.uncompressedSize > 2 ** 24 && one.uncompressedSize > one.compressedSize * MAX_RATIO)
        throw corrupt('file')
      if (one.isEncrypted()) throw encrypted('file')
      if (one.fileName === '[Content_Types].xml') entry = one
    }
    return entry === null ? null : await readEntry(zip, entry)
  } finally {
    zip.close()
  }
}

function openZip(source: ByteSource): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false } as const
    fromRandomAccessReader(new SourceReader(source), source.size, options, (error, zip) => {
      if (error) reject(error)
      else resolve(zip)
    })
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const next = await new Promise<Entry | null>((resolve, reject) => {
      zip.removeAllListeners()
      zip
        .once('entry', resolve)
        .once('end', () => resolve(null))
        .once('error', reject)
      zip.readEntry()
    })
    if (next === null) return
    yield next
  }
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<string> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error) reject(error)
      else resolve(opened)
    })
  })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > MAX_TYPES_BYTES) throw corrupt('file')
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || bytes[1] === 0
  return bytes.toString(isWide ? 'utf16le' : 'utf8')
}
