// readRange: the Range header of a request for a file. Used by the download route.

import type { ByteRange } from '../storage/blob-store.ts'

/**
 * Null: send the whole file. That is also the answer to several ranges and to headers that are malformed.
 * 'UNSATISFIABLE': the range starts after the end of the file.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'UNSATISFIABLE' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'UNSATISFIABLE' : { start: size - length, end: size - 1 }
  }
  const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)]
  if (start >= size) return 'UNSATISFIABLE'
  return start > end ? null : { start, end }
}
