// Idempotency-Key of a mutation, and random ids. All attempts send the same key, so the server applies it once.

import { LatchkeyError } from './errors.ts'

export function idempotencyKeyOf(given: string | undefined): string {
  if (given === undefined) return randomId()
  if (typeof given === 'string' && /^[\w-]{1,256}$/.test(given)) return given
  throw new LatchkeyError('`idempotencyKey` must have 1 to 256 characters of A-Z, a-z, 0-9, _ and -.')
}

/** As random as a UUID. Browsers do not offer crypto.randomUUID() to pages loaded over plain HTTP. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
