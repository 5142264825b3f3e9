// Session tokens for cookies: 256 random bits. Only this file knows the format. Pure.

import { randomBytes } from 'node:crypto'

const FORMAT = /^lks_[A-Za-z0-9_-]{43}$/

export function mintSessionToken(): string {
  return `lks_${randomBytes(32).toString('base64url')}`
}

/** Checks the format only, without a database query. */
export function isSessionToken(text: string): boolean {
  return FORMAT.test(text)
}
