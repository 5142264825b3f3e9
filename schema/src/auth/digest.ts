// sha256: the digest stored in place of a random secret. Used for keys, sessions and tokens.

import { hash } from 'node:crypto'

/** SHA-256, 32 bytes. A fast hash is sufficient because the secrets have at least 160 random bits. */
export function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash('sha256', text, 'buffer'))
}
