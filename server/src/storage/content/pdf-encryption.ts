// opensWithoutPassword: tries the empty user password of a PDF (ISO 32000-2, 7.6.4). Used by pdf.ts.
//
// Most bank statements have only an owner password: every viewer opens them without asking.

import { createCipheriv, createHash } from 'node:crypto'
import type { PdfDictionary, PdfValue } from './pdf-values.ts'

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

/** `id`: the first file identifier of the trailer; empty if there is none. */
export function opensWithoutPassword({ entries }: PdfDictionary, id: Buffer): boolean {
  const [revision, permissions] = [numberIn(entries, 'R'), numberIn(entries, 'P')]
  const [owner, user] = [entries.get('O'), entries.get('U')]
  if (entries.get('Filter') !== 'Standard' || !Buffer.isBuffer(owner) || !Buffer.isBuffer(user)) return false
  if (revision === 5 || revision === 6) return user.length >= 48 && matchesNew(user, revision)
  if (revision < 2 || revision > 4 || owner.length < 32 || user.length < 16) return false
  const keyBytes = revision === 2 ? 5 : Math.min(16, Math.max(5, lengthOf(entries) / 8))
  const flags = Buffer.alloc(4)
  flags.writeInt32LE(permissions | 0)
  const unencryptedMetadata = revision === 4 && entries.get('EncryptMetadata') === false
  const parts = [PADDING, owner.subarray(0, 32), flags, id]
  let key = md5(Buffer.concat(unencryptedMetadata ? [...parts, Buffer.alloc(4, 0xff)] : parts))
  if (revision === 2) return rc4(key.subarray(0, 5), PADDING).equals(user.subarray(0, 32))
  for (let round = 0; round < 50; round += 1) key = md5(key.subarray(0, keyBytes))
  const fileKey = key.subarray(0, keyBytes)
  let expected = md5(Buffer.concat([PADDING, id]))
  for (let round = 0; round < 20; round += 1)
    expected = rc4(
      fileKey.map((byte) => byte ^ round),
      expected,
    )
  return expected.equals(user.subarray(0, 16))
}

/** In bits. With crypt filters, some writers put it into the filter only, in bytes or bits. */
function lengthOf(entries: ReadonlyMap<string, PdfValue>): number {
  const own = numberIn(entries, 'Length')
  if (own >= 40 && own % 8 === 0) return own
  return numberIn(entries, 'V') >= 4 ? 128 : 40
}

function numberIn(entries: ReadonlyMap<string, PdfValue>, name: string): number {
  const value = entries.get(name)
  return typeof value === 'number' ? value : 0
}

/** Revisions 5 and 6 store a salted hash of the password. */
function matchesNew(user: Buffer, revision: 5 | 6): boolean {
  const salt = user.subarray(32, 40)
  const hash = revision === 5 ? createHash('sha256').update(salt).digest() : hardenedHash(salt)
  return hash.equals(user.subarray(0, 32))
}

/** Algorithm 2.B for the empty password. It always ends before round 288. */
function hardenedHash(salt: Buffer): Buffer {
  let key = createHash('sha256').update(salt).digest()
  for (let round = 0; ; round += 1) {
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => key))
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(
      false,
    )
    const block = cipher.update(repeated)
    const remainder = block.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3
    key = createHash(['sha256', 'sha384', 'sha512'][remainder] ?? 'sha256')
      .update(block)
      .digest()
    if (round >= 63 && (block.at(-1) ?? 0) <= round - 31) return key.subarray(0, 32)
  }
}

function md5(bytes: Uint8Array): Buffer {
  return createHash('md5').update(bytes).digest()
}

/** OpenSSL 3 no longer provides RC4 by default. */
function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  const at = (index: number) => state[index & 0xff] ?? 0
  const swap = (a: number, b: number) => {
    const kept = at(a)
    state[a & 0xff] = at(b)
    state[b & 0xff] = kept
  }
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 0xff
    swap(i, j)
  }
  let [i, j] = [0, 0]
  const bytes = Uint8Array.from(data, (byte) => {
    i = (i + 1) & 0xff
    j = (j + at(i)) & 0xff
    swap(i, j)
    return byte ^ at(at(i) + at(j))
  })
  return Buffer.from(bytes)
}
