// Forges JWTs part by part and signs them by hand, including ones that no library would create.

import { createHmac } from 'node:crypto'
import { AUTH_KEYS } from '../../support/world.ts'

export const HEADER = { alg: 'HS256', typ: 'JWT' }

/** A JWT part: bytes and strings unchanged, anything else as JSON. */
export function part(content: Uint8Array | string | object): string {
  const plain = content instanceof Uint8Array || typeof content === 'string'
  return Buffer.from(plain ? content : JSON.stringify(content)).toString('base64url')
}

/** Signs `header.payload`, with the servers' key by default. */
export function signed(
  head: string,
  { key = AUTH_KEYS.bearer, hash = 'sha256' }: { key?: Uint8Array; hash?: string } = {},
): string {
  return `${head}.${createHmac(hash, key).update(head).digest('base64url')}`
}

/** A validly signed token with this header and payload. */
export function jwt(header: Uint8Array | string | object, payload: Uint8Array | string | object): string {
  return signed(`${part(header)}.${part(payload)}`)
}

/** The claims of a token. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** The same bytes, with the unused bits of the last character flipped. Unchanged if there are none. */
export function loosened(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return text.length % 4 === 0 ? text : text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? '') ^ 1]
}

/** The JSON of `claims` with one more member, inserted as raw text. */
export function withMember(claims: object, member: string): string {
  return JSON.stringify(claims).replace(/\}$/, `,${member}}`)
}
