// What is kept of a random secret instead of it: with 160 random bits or more behind it, a fast hash is the right one.

import { hash } from 'node:crypto'

/** SHA-256, 32 bytes. */
export function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', text, 'buffer'))
}
