// createAuthenticate: checks the credential of a request. Used by the routes /graphql and /auth/.

import type { IncomingMessage } from 'node:http'
import { readBearer } from '@latchkey/schema/auth/bearer-token.ts'
import { sha256 } from '@latchkey/schema/auth/digest.ts'
import type { Principal } from '@latchkey/schema/auth/principal.ts'
import { isSessionToken } from '@latchkey/schema/auth/session-token.ts'
import {
  type CredentialRow,
  type PresentedCredential,
  verifyCredential,
} from '@latchkey/schema/auth/verify-credential.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { RecordFirstUse } from '@latchkey/schema/keys/rotation/first-use.ts'
import { digestOf, isWellFormed } from '@latchkey/schema/keys/secret-format.ts'
import type { AddressOf } from '../http/client-address.ts'
import { toProblem } from '../http/error-to-problem.ts'
import type { PublicUrl } from '../http/public-url.ts'
import type { SessionCookie } from '../http/session-cookie.ts'
import type { CredentialLimits } from '../rate-limit/credential-limits.ts'
import type { LimitState } from '../rate-limit/limiter.ts'
import { burstLimited } from '../rate-limit/rate-limit-headers.ts'
import type { UnknownKeyLimiter } from '../rate-limit/unknown-key-limiter.ts'
import type { UsageRecorder } from '../usage/usage-recorder.ts'
import type { LoadCredential } from './credential-loader.ts'

export interface Credential extends PresentedCredential {
  readonly principal: Principal
  /** Transport of the credential. */
  readonly by: 'header' | 'cookie'
  /** When the RETIRING secret of a rotation stops working. Null for every other credential. */
  readonly rotationDeadline: Date | null
}

interface AuthenticateOptions {
  readonly loadCredential: LoadCredential
  readonly bearerKey: Uint8Array
  readonly cookie: SessionCookie
  readonly publicUrl: PublicUrl
  readonly addressOf: AddressOf
  readonly usageRecorder: UsageRecorder
  readonly recordFirstUse: RecordFirstUse
  readonly limits: CredentialLimits
  readonly unknownKeyLimiter: UnknownKeyLimiter
  /** Called for every accepted request of a session. */
  readonly trackSession: (row: CredentialRow) => Promise<void>
}

/**
 * Rejects with a Problem if the credential is missing, invalid or rate-limited. A header takes precedence
 * over the cookie. `onBurst` receives the requests-per-second limit of the credential, also when that limit
 * is exceeded.
 */
export type Authenticate = (
  req: IncomingMessage,
  onBurst?: (burst: LimitState) => void,
) => Promise<Credential>

export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const { usageRecorder, recordFirstUse, trackSession, limits, unknownKeyLimiter } = options
  return async (req, onBurst) => {
    const { by, ...presented } = await readCredential(req, options)
    const { digest, address } = presented
    unknownKeyLimiter.check(address, digest)
    const row = await options.loadCredential(digest)
    if (row === null) {
      unknownKeyLimiter.unknown(address)
      verifyCredential(row, presented)
      throw new Error('verifyCredential accepted a credential that does not exist.')
    }
    const used = { row, digest, address, userAgent: req.headers['user-agent'] ?? '' }
    try {
      const principal = verifyCredential(row, presented)
      unknownKeyLimiter.accepted(digest)
      const burst = await limits.takeRequest(principal)
      onBurst?.(burst)
      if (!burst.taken) throw burstLimited(burst)
      if (row.kind === 'SESSION') await trackSession(row)
      else if (row.first_used_at === null) await recordFirstUse(presented, row)
      if (row.kind !== 'SESSION') usageRecorder.accepted(used)
      const rotationDeadline = row.secret_state === 'RETIRING' ? row.retires_at : null
      return { ...presented, by, principal, rotationDeadline }
    } catch (error) {
      usageRecorder.refused(used, toProblem(error).code)
      throw error
    }
  }
}

/** Reads the credential of a request and keeps only its digest. Does not query the database. */
async function readCredential(
  req: IncomingMessage,
  { bearerKey, cookie, publicUrl, addressOf }: AuthenticateOptions,
): Promise<PresentedCredential & Pick<Credential, 'by'>> {
  const address = addressOf(req)
  const keys = req.headersDistinct['x-api-key'] ?? []
  const authorizations = req.headersDistinct['authorization'] ?? []
  if (keys.length + authorizations.length > 1) {
    throw new Problem(
      'BAD_REQUEST',
      'You sent more than one credential. Send only one, such as a single `x-api-key` header.',
    )
  }
  const [key] = keys
  if (key !== undefined) return { digest: digestOfKey(key), as: 'KEY', address, notAfter: null, by: 'header' }
  const [authorization] = authorizations
  if (authorization !== undefined)
    return { ...(await sessionOf(authorization, bearerKey)), as: 'SESSION', address, by: 'header' }
  const token = cookie.read(req)
  if (token !== null) {
    requireSameOrigin(req, publicUrl)
    if (!isSessionToken(token)) throw new Problem('TOKEN_INVALID', 'The session is not valid. Sign in again.')
    return { digest: sha256(token), as: 'SESSION', address, notAfter: null, by: 'cookie' }
  }
  throw missingCredential(req.url ?? '')
}

function digestOfKey(key: string): Uint8Array<ArrayBuffer> {
  if (isWellFormed(key)) return digestOf(key)
  throw new Problem('API_KEY_INVALID_FORMAT', "This isn't a complete API key. Copy the whole key.")
}

async function sessionOf(
  authorization: string,
  bearerKey: Uint8Array,
): Promise<Pick<PresentedCredential, 'digest' | 'notAfter'>> {
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization)?.[1]
  const named = token === undefined ? null : await readBearer(bearerKey, token)
  if (named !== null) return named
  throw new Problem(
    'TOKEN_INVALID',
    token !== undefined && isWellFormed(token)
      ? 'This is an API key. Send it in the `x-api-key` header.'
      : 'The bearer token is invalid. Get one at /auth/token, or send an API key in the `x-api-key` header.',
  )
}

// CSRF protection: a browser can send the cookie with a request from any site. Headers show if Latchkey's own
// page sent it.
function requireSameOrigin({ method, headers }: IncomingMessage, publicUrl: PublicUrl): void {
  if (method === 'POST' && publicUrl.isSameOrigin(headers)) return
  throw new Problem(
    'FORBIDDEN',
    `Session cookies are accepted only with POST from Latchkey's own pages (${publicUrl.url}). From a program, send a bearer token.`,
  )
}

function missingCredential(url: string): Problem {
  // Proxies log URLs and browsers store them, so the server never accepts a key from a URL.
  const inUrl = /[?&](x-)?(api[-_]?key|key|token|secret)=/i.test(url)
  return new Problem(
    'UNAUTHENTICATED',
    inUrl
      ? 'API keys in the URL are not accepted. URLs are logged, so rotate this key and send the new one in the `x-api-key` header.'
      : 'Send an API key in the `x-api-key` header, or sign in.',
  )
}
