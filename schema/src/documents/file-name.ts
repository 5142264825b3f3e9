// safeFileName, downloadName and archiveName: file names of uploads, downloads and ZIP entries. Pure.

import type { DocumentClass } from '@latchkey/prisma'
import { canonicalText, withoutBidiControls } from '../validation/text.ts'
import type { DocumentMediaType } from './document-storage.ts'

const MAX_BYTES = 255

/** The usual extension first. All of them are accepted for the type. */
export const EXTENSIONS: Record<DocumentMediaType, readonly [string, ...string[]]> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/heic': ['heic', 'heif', 'hif'],
  'text/csv': ['csv'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
}

/** Device names of Windows, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** The name without folders, control characters and characters that reorder text; at most 255 bytes of UTF-8. */
export function safeFileName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const visible = withoutBidiControls(canonicalText(last))
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}<>:"|?*]/gu, '_')
    .replace(/[. ]+$/, '')
    .replace(/^[. ]+/, '')
  const name = RESERVED.test(visible) ? `_${visible}` : visible
  return name === '' ? 'document' : shortened(name)
}

/** In lower case, without the dot. Empty: none. */
export function extensionOf(fileName: string): string {
  return /\.([^.]{1,16})$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
}

/** The name for a download. Gets the extension of its type, so that the operating system opens it as that. */
export function downloadName(fileName: string, mediaType: string): string {
  const extensions = extensionsOf(mediaType)
  const [usual] = extensions
  if (usual === undefined || extensions.includes(extensionOf(fileName))) return fileName
  return `${fileName}.${usual}`
}

interface ArchivedDocument {
  readonly class: DocumentClass
  readonly periodMonth: string | null
  readonly accountLast4: string | null
  readonly mediaType: string
  readonly fileName: string
}

/** `2026-09_bank-statement_1234.pdf`. `taken` gets the name; a second document with it gets `_2`. */
export function archiveName(document: ArchivedDocument, taken: Set<string>): string {
  const kind = document.class.toLowerCase().replaceAll('_', '-')
  const own = document.class === 'OTHER' ? shortened(withoutExtension(document.fileName), 150) : null
  const parts = [document.periodMonth, kind, document.accountLast4, own].filter((part) => part !== null)
  const extension = extensionsOf(document.mediaType)[0] ?? 'bin'
  for (let number = 1; ; number += 1) {
    const name = `${[...parts, ...(number === 1 ? [] : [number])].join('_')}.${extension}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

function extensionsOf(mediaType: string): readonly string[] {
  return Object.entries(EXTENSIONS).find(([type]) => type === mediaType)?.[1] ?? []
}

function withoutExtension(fileName: string): string {
  const extension = extensionOf(fileName)
  return extension === '' ? fileName : fileName.slice(0, -extension.length - 1)
}

function shortened(name: string, bytes = MAX_BYTES): string {
  if (Buffer.byteLength(name) <= bytes) return name
  const extension = extensionOf(name)
  const end = extension === '' ? '' : `.${extension}`
  let start = ''
  for (const character of end === '' ? name : name.slice(0, -end.length)) {
    if (Buffer.byteLength(start + character + end) > bytes) break
    start += character
  }
  return start + end
}
