// Bearer tokens: a JWT that names a session, for programs, and nothing else. It carries the digest of the session's token,
// by which the session is looked up at every request; no cookie can be made of it.

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

/** `now` is the database's. */
export async function signBearer(key: Uint8Array, digest: Uint8Array, now: Date): Promise<BearerToken> {
  const claims = claimsOf(digest, Math.floor(now.getTime() / 1000))
  const token = await new SignJWT({ ...claims }).setProtectedHeader(HEADER).sign(key)
  return { token, expiresInSeconds: LIFETIME_SECONDS }
}

interface BearerClaims {
  readonly digest: Uint8Array<ArrayBuffer>
  /** When it expires: for whoever knows the database's time to decide. */
  readonly notAfter: Date
}

/** The session that a token of ours names; null for anything else, and without a question to the database. */
export async function readBearer(key: Uint8Array, token: string): Promise<BearerClaims | null> {
  const [header, claims, signature = ''] = token.split('.')
  if (token.length > MAX_LENGTH || header !== encoded(HEADER)) return null
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [HEADER.alg],
      issuer: ISSUER,
      audience: AUDIENCE,
      // Expiry is decided by the database's clock, when the session is looked at.
      currentDate: new Date(0),
    })
    const digest = new Uint8Array(Buffer.from(String(payload['sid']), 'base64url'))
    // A number too large makes a date that nothing is later than.
    if (digest.length !== 32 || !/^\d{1,11}$/.test(String(payload.iat))) return null
    const ours = claimsOf(digest, Number(payload.iat))
    // JSON and base64url say the same in many ways, and jose reads most of them. We write one, and that alone is ours.
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
