// Bearer tokens: a JWT that names a session, for programs, and nothing else. It carries the digest of the session's token,
// by which the session is looked up at every request; no cookie can be made of it.

import { jwtVerify, SignJWT } from 'jose'

const LIFE_SECONDS = 15 * 60

const ISSUER = 'latchkey'
const AUDIENCE = 'latchkey-api'
const HEADER = { alg: 'HS256', typ: 'JWT' } as const

export interface BearerToken {
  readonly token: string
  readonly expiresInSeconds: number
}

/** `now` is the database's. */
export async function signBearer(key: Uint8Array, digest: Uint8Array, now: Date): Promise<BearerToken> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  const token = await new SignJWT({ sid: Buffer.from(digest).toString('base64url') })
    .setProtectedHeader(HEADER)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFE_SECONDS)
    .sign(key)
  return { token, expiresInSeconds: LIFE_SECONDS }
}

interface Named {
  readonly digest: Uint8Array<ArrayBuffer>
  /** When it expires: for whoever knows the database's time to decide. */
  readonly notAfter: Date
}

/** The session that a token of ours names; null for anything else, and without a question to the database. */
export async function readBearer(key: Uint8Array, token: string): Promise<Named | null> {
  if (!isCanonical(token)) return null
  try {
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      algorithms: [HEADER.alg],
      typ: HEADER.typ,
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['sid', 'iat', 'exp'],
      // Expiry is decided by the database's clock, when the session is looked at.
      currentDate: new Date(0),
    })
    const { sid, exp, aud, ...rest } = payload
    if (Object.keys(protectedHeader).length !== 2 || Object.keys(rest).join() !== 'iss,iat') return null
    if (typeof sid !== 'string' || typeof aud !== 'string' || exp === undefined) return null
    const digest = new Uint8Array(Buffer.from(sid, 'base64url'))
    return digest.length === 32 && isCanonicalPart(sid) ? { digest, notAfter: new Date(exp * 1000) } : null
  } catch {
    return null
  }
}

// jose is lenient about base64url: padding, other alphabets and loose last bits would give one token many spellings.
function isCanonical(token: string): boolean {
  const parts = token.split('.')
  return token.length < 1_000 && parts.length === 3 && parts.every(isCanonicalPart)
}

function isCanonicalPart(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part
}
