// From the headers of a request to who is asking; throws the Problem of whoever is not admitted.

import type { IncomingMessage } from 'node:http'
import { admit } from '@latchkey/schema/access/admit.ts'
import type { LookUpCredential } from '@latchkey/schema/access/look-up.ts'
import type { Principal } from '@latchkey/schema/access/principal.ts'
import { digestOf, isWellFormed } from '@latchkey/schema/keys/token.ts'
import { Problem } from '@latchkey/schema/problem.ts'

export interface Credential {
  /** SHA-256 of the secret: the secret itself is forgotten here. */
  readonly digest: Uint8Array<ArrayBuffer>
  readonly address: string
  readonly principal: Principal
}

export async function authenticate(req: IncomingMessage, lookUp: LookUpCredential): Promise<Credential> {
  const secret = secretOf(req)
  if (!isWellFormed(secret)) {
    throw new Problem(
      'API_KEY_INVALID_FORMAT',
      'This is not an API key: mistyped, or cut off? Copy it again, whole.',
    )
  }
  const digest = digestOf(secret)
  const address = req.socket.remoteAddress ?? ''
  return { digest, address, principal: admit(await lookUp(digest), address) }
}

function secretOf(req: IncomingMessage): string {
  const keys = req.headersDistinct['x-api-key'] ?? []
  const tokens = req.headersDistinct['authorization'] ?? []
  if (keys.length + tokens.length > 1) {
    throw new Problem('BAD_REQUEST', 'Two credentials were sent. Send one x-api-key header and nothing else.')
  }
  if (tokens.length > 0)
    throw new Problem('TOKEN_INVALID', 'This token is not accepted. Send an API key as x-api-key.')
  const [key] = keys
  if (key !== undefined) return key
  // URLs are logged and remembered along the way, so a key in one is never looked at.
  const inUrl = /[?&](x-)?(api[-_]?key|key|token|secret)=/i.test(req.url ?? '')
  throw new Problem(
    'UNAUTHENTICATED',
    inUrl
      ? 'A key in the URL is not accepted, and should be replaced: URLs are logged. Send it in the header x-api-key.'
      : 'Send an API key in the header x-api-key.',
  )
}
