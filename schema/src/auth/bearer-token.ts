// signBearer and readBearer: short-lived JWTs that name a session. Used by the auth handlers.

import { jwtVerify, SignJWT } from 'jose'

const LIFETIME_SECONDS = 15 * 60
const MAX_LENGTH = 1_000

const ISSUER = 'latchkey'
const AUDIENCE = 'latchkey-api'
const HEADER = { alg: 'HS256', typ: 'JWT' } as const

export interface BearerToken {
  readonly token: string
  readonly expiresInSeconds: number
}

/**
 * Signs a JWT that carries the SHA-256 digest of the session token. The server uses the digest to look up the
 * session on every request; nobody can derive a session cookie from it. `now` is the database clock.
 */
export async function signBearer(key: Uint8Array, digest: Uint8Array, now: Date): Promise<BearerToken> {
  const claims = claimsOf(digest, Math.floor(now.getTime() / 1000))
  const token = await new SignJWT({ ...claims }).setProtectedHeader(HEADER).sign(key)
  return { token, expiresInSeconds: LIFETIME_SECONDS }
}

interface BearerClaims {
  readonly digest: Uint8Array<ArrayBuffer>
  /** Expiry. The caller compares it with the database clock. */
  readonly notAfter: Date
}

/** Returns the session that the token names, or null for an invalid token. Sends no database query. */
export async function readBearer(key: Uint8Array, token: string): Promise<BearerClaims | null> {
  const [header, claims, signature = ''] = token.split('.')
  if (token.length > MAX_LENGTH || header !== encoded(HEADER)) return null
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [HEADER.alg],
      issuer: ISSUER,
      audience: AUDIENCE,
      // Verification against the session row decides expiry, by the database clock.
      currentDate: new Date(0),
    })
    const digest = new Uint8Array(Buffer.from(String(payload['sid']), 'base64url'))
    // A longer number gives an invalid date, so the token would never expire.
    if (digest.length !== 32 || !/^\d{1,11}$/.test(String(payload.iat))) return null
    const ours = claimsOf(digest, Number(payload.iat))
    // JSON and base64url have many spellings of one value, and jose reads most of them. The server writes one
    // spelling and accepts only that one.
    const exact = claims === encoded(ours) && signature === canonical(signature)
    return exact ? { digest, notAfter: new Date(ours.exp * 1000) } : null
  } catch {
    return null
  }
}

function claimsOf(digest: Uint8Array, iat: number) {
  const sid = Buffer.from(digest).toString('base64url')
  return { sid, iss: ISSUER, aud: AUDIENCE, iat, exp: iat + LIFETIME_SECONDS }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function canonical(part: string): string {
  return Buffer.from(part, 'base64url').toString('base64url')
}
