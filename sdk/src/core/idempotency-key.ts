// The Idempotency-Key of a change: the same in all its tries, so that the server carries it out once.

import { LatchkeyError } from './errors.ts'

export function idempotencyKeyOf(given: string | undefined): string {
  if (given === undefined) return random()
  if (typeof given === 'string' && /^[\w-]{1,256}$/.test(given)) return given
  throw new LatchkeyError('idempotencyKey is 1 to 256 of A-Z, a-z, 0-9, _ and -.')
}

/** As random as a UUID, whose function browsers keep from pages that came by plain http. */
function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
