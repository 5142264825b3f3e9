// checkContent: finds the type of a file by its content, and whether people can open it. Pure but for reading.

import { EXTENSIONS, extensionOf } from '@latchkey/schema/documents/file-name.ts'
import { type ByteSource, inBlocks, windowsOf } from './byte-source.ts'
import { checkCsv } from './csv.ts'
import { encrypted, FileFault, type Finding, notAllowed } from './finding.ts'
import { checkHeic, checkJpeg, checkPng, isHeic } from './image.ts'
import { checkOffice } from './office.ts'
import { checkPdf, PDF_HEADER_BYTES } from './pdf.ts'

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const JPEG = Buffer.from('ffd8ff', 'hex')
const ZIP = Buffer.from('504b0304', 'hex')
/** Container of old office files, and of new ones with a password. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** Extensions of files whose content is checked as CSV. */
const TEXT = ['csv', 'txt', 'tsv']

/** Throws a FileFault if the file is not accepted. `fileName` is compared with the content. */
export async function checkContent(source: ByteSource, fileName: string): Promise<Finding> {
  if (source.size === 0) throw new FileFault('FILE_EMPTY', 'This file is empty. Choose another file.')
  const finding = await findingOf(inBlocks(source), extensionOf(fileName))
  requireMatch(finding, extensionOf(fileName))
  return finding
}

async function findingOf(source: ByteSource, extension: string): Promise<Finding> {
  const start = await source.read(0, PDF_HEADER_BYTES)
  const begins = (magic: Buffer) => start.subarray(0, magic.length).equals(magic)
  if (begins(PNG)) return checkPng(source)
  if (begins(JPEG)) return checkJpeg(source)
  if (isHeic(start)) return checkHeic(source)
  if (begins(ZIP)) return checkOffice(source)
  if (begins(OLE)) throw await faultOfOle(source)
  // A page or a program can carry a PDF in its first bytes.
  if (begins(Buffer.from('MZ')) || /^\s*</.test(start.toString('latin1', 0, 64)))
    throw notAllowed('Files of this type are not accepted.')
  if (start.includes('%PDF-')) return checkPdf(source)
  if (TEXT.includes(extension)) return checkCsv(source)
  throw notAllowed('Files of this type are not accepted.')
}

async function faultOfOle(source: ByteSource): Promise<FileFault> {
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  for await (const { bytes } of windowsOf(source, name.length))
    if (bytes.includes(name)) return encrypted('file')
  return notAllowed('Old office files (.doc, .xls) are not accepted. Save it as DOCX or XLSX.')
}

/** An image may have the name of another image type: phones do that. An unknown extension means nothing. */
function requireMatch({ mediaType }: Finding, extension: string): void {
  const named = Object.entries(EXTENSIONS).find(([, extensions]) => extensions.includes(extension))?.[0]
  if (named === undefined || named === mediaType) return
  if (named.startsWith('image/') && mediaType.startsWith('image/')) return
  throw new FileFault(
    'FILE_TYPE_MISMATCH',
    `The name ends with .${extension}, but the content is ${mediaType}. Rename the file or choose another one.`,
  )
}
