// The token of a session, which its cookie holds: 256 random bits. Pure; the only file that knows what one looks like.

import { randomBytes } from 'node:crypto'

const FORMAT = /^lks_[A-Za-z0-9_-]{43}$/

export function mintSessionToken(): string {
  return `lks_${randomBytes(32).toString('base64url')}`
}

/** Whether it can be a token at all: told without a question to the database. */
export function isSessionToken(text: string): boolean {
  return FORMAT.test(text)
}
