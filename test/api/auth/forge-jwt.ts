// Tokens in the form of JWTs, made part by part and signed by hand: also those that no library would make.

import { createHmac } from 'node:crypto'
import { AUTH_KEYS } from '../../support/world.ts'

export const HEADER = { alg: 'HS256', typ: 'JWT' }

/** A part: bytes and texts as they are, anything else as JSON. */
export function part(content: Uint8Array | string | object): string {
  const plain = content instanceof Uint8Array || typeof content === 'string'
  return Buffer.from(plain ? content : JSON.stringify(content)).toString('base64url')
}

/** Signs `header.payload`: with the key of the servers, unless told otherwise. */
export function signed(
  head: string,
  { key = AUTH_KEYS.bearer, hash = 'sha256' }: { key?: Uint8Array; hash?: string } = {},
): string {
  return `${head}.${createHmac(hash, key).update(head).digest('base64url')}`
}

/** A token whose header and payload are these, rightly signed. */
export function jwt(header: Uint8Array | string | object, payload: Uint8Array | string | object): string {
  return signed(`${part(header)}.${part(payload)}`)
}

/** What a token says. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** The same bytes, with the bits of the last sign that count for nothing turned over; as it is, if there are none. */
export function loosened(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return text.length % 4 === 0 ? text : text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? '') ^ 1]
}

/** The JSON of `claims` with one member more, as it stands. */
export function withMember(claims: object, member: string): string {
  return JSON.stringify(claims).replace(/\}$/, `,${member}}`)
}
