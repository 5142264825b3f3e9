// checkKey: checks format and checksum of an API key, so that a mistyped one fails without a request.

import { LatchkeyError } from '../errors.ts'

/** Throws a `LatchkeyError` that names the mistake and never contains the key. */
export function checkKey(key: unknown): asserts key is string {
  if (typeof key !== 'string')
    throw new LatchkeyError('`apiKey` must be a string, a list of strings or a function.')
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new LatchkeyError(
      '`apiKey` contains characters that no API key has, such as a space or a line break. Copy it again.',
    )
  const [, body = '', checksum] =
    /^((?:key|bft|lk_pk|lk_pt|lk_in)_[0-9a-f]{40})([0-9a-f]{8})$/.exec(key) ?? []
  if (checksum !== undefined && crc32(body) === checksum) return
  throw new LatchkeyError(
    /^(?:key|bft|lk)_/.test(key)
      ? '`apiKey` is incomplete or was mistyped: its checksum is wrong. Copy the whole key again.'
      : '`apiKey` is not a Latchkey API key, which starts with bft_, key_ or lk_. Check which value you pass.',
  )
}

/** As in ZIP and PNG files. Without a table: a key is short and checked once. */
function crc32(text: string): string {
  let crc = -1
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at)
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (~crc >>> 0).toString(16).padStart(8, '0')
}
