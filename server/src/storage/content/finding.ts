// Finding, FileFault: the results of the content checks. Used by every check and by inspect-upload.ts.

import type { DocumentMediaType } from '@latchkey/schema/documents/document-storage.ts'

export interface Finding {
  readonly mediaType: DocumentMediaType
  readonly hasActiveContent: boolean
  /** Starts a program when it is opened. */
  readonly isDangerous: boolean
}

export type FaultCode =
  | 'FILE_EMPTY'
  | 'FILE_TYPE_NOT_ALLOWED'
  | 'FILE_TYPE_MISMATCH'
  | 'FILE_CORRUPT'
  | 'FILE_TRUNCATED'
  | 'FILE_ENCRYPTED'

/** Thrown by a check. The message is for the person who uploads the file. */
export class FileFault extends Error {
  readonly code: FaultCode

  constructor(code: FaultCode, message: string) {
    super(message)
    this.code = code
  }
}

export function truncated(kind: string): FileFault {
  return new FileFault(
    'FILE_TRUNCATED',
    `The end of this ${kind} is missing. Download or export it again, then upload the new copy.`,
  )
}

export function corrupt(kind: string): FileFault {
  return new FileFault(
    'FILE_CORRUPT',
    `This ${kind} is damaged and cannot be opened. Download or export it again, then upload the new copy.`,
  )
}

export function encrypted(kind: string): FileFault {
  return new FileFault(
    'FILE_ENCRYPTED',
    `This ${kind} cannot be opened without a password. Save a copy without a password, then upload that copy.`,
  )
}

export function notAllowed(hint: string): FileFault {
  return new FileFault(
    'FILE_TYPE_NOT_ALLOWED',
    `${hint} Upload a PDF, PNG, JPEG, HEIC, CSV, XLSX or DOCX file.`,
  )
}
