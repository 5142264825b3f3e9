// checkCsv: whether a text is a table in UTF-8, UTF-16 or Windows-1252, and not a page, script or program.

import { type ByteSource, windowsOf } from './byte-source.ts'
import { type Finding, notAllowed } from './finding.ts'

const START_BYTES = 1_024

/** Beginnings of other text formats that a browser or an office program would run. */
const OTHER_FORMATS = /^\s*(<(!doctype|html|head|body|script|svg|\?xml|\?php)|\{\\rtf|%!PS|#!|MIME-Version:)/i

const CONTROL = /[^\P{Cc}\t\n\r\f\x80-\x9f]/u

/** Bytes that Windows-1252 does not define. */
const UNDEFINED = [0x81, 0x8d, 0x8f, 0x90, 0x9d]

export async function checkCsv(source: ByteSource): Promise<Finding> {
  const start = await source.read(0, START_BYTES)
  const encoding = await encodingOf(source, start)
  if (encoding === null) throw notAllowed('This file is not a table of text.')
  const decoder = new TextDecoder(encoding)
  let isFirst = true
  let isBlank = true
  for await (const { bytes } of windowsOf(source)) {
    const text = decoder.decode(bytes, { stream: true })
    if (isFirst && OTHER_FORMATS.test(text.slice(0, START_BYTES)))
      throw notAllowed('This file is a page or a script, not a table.')
    if (CONTROL.test(text)) throw notAllowed('This file is not a table of text.')
    isFirst = false
    isBlank &&= text.trim() === ''
  }
  if (isBlank) throw notAllowed('This table is empty.')
  return { mediaType: 'text/csv', hasActiveContent: false, isDangerous: false }
}

/** The encoding by byte order mark, else UTF-8 if the bytes are valid, else Windows-1252. Null: binary data. */
async function encodingOf(source: ByteSource, start: Buffer): Promise<string | null> {
  if (start[0] === 0xff && start[1] === 0xfe) return source.size % 2 === 0 ? 'utf-16le' : null
  if (start[0] === 0xfe && start[1] === 0xff) return source.size % 2 === 0 ? 'utf-16be' : null
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  let isWindows = true
  for await (const { bytes } of windowsOf(source)) {
    if (isUtf8) {
      try {
        utf8.decode(bytes, { stream: true })
      } catch {
        isUtf8 = false
      }
    }
    isWindows &&= !UNDEFINED.some((byte) => bytes.includes(byte))
    if (!isUtf8 && !isWindows) return null
  }
  if (isUtf8) {
    try {
      utf8.decode()
      return 'utf-8'
    } catch {
      // The last character is cut.
    }
  }
  return isWindows ? 'windows-1252' : null
}
