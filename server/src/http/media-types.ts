// Content negotiation (Accept, Content-Type) before execution. Used by /graphql and /auth/.

import type { IncomingMessage } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { parse } from 'content-type'
import Negotiator from 'negotiator'

export type ResponseType = 'application/json' | 'application/graphql-response+json'

// In order of preference: JSON for `*/*`, as GraphQL over HTTP requires. Some clients write the charset as
// `utf8`.
const OFFERED = new Map<string, ResponseType>([
  ['application/json; charset=utf-8', 'application/json'],
  ['application/json; charset=utf8', 'application/json'],
  ['application/graphql-response+json; charset=utf-8', 'application/graphql-response+json'],
  ['application/graphql-response+json; charset=utf8', 'application/graphql-response+json'],
])
const OFFERS = [...OFFERED.keys()]

/** Returns the type that the client prefers, or null if it accepts neither. Without `Accept`: JSON. */
export function acceptedType({ headers }: Pick<IncomingMessage, 'headers'>): ResponseType | null {
  const { accept } = headers
  // Fast path for the values that most programs send.
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return 'application/json'
  const offer = new Negotiator({ headers: { accept } }).mediaType(OFFERS)
  return (offer === undefined ? undefined : OFFERED.get(offer)) ?? null
}

export function requireAcceptedType(req: Pick<IncomingMessage, 'headers'>): ResponseType {
  const type = acceptedType(req)
  if (type !== null) return type
  throw new Problem(
    'NOT_ACCEPTABLE',
    'Responses are application/json or application/graphql-response+json, in UTF-8. Send one of them in the `Accept` header.',
  )
}

/**
 * Throws UNSUPPORTED_MEDIA_TYPE unless the body is JSON in UTF-8 without content encoding. Pages of other
 * sites can send forms and plain text without a preflight, but not JSON.
 */
export function requireJson({ headers }: Pick<IncomingMessage, 'headers'>): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity')
    throw new Problem(
      'UNSUPPORTED_MEDIA_TYPE',
      'Compressed request bodies are not supported. Send the body uncompressed.',
    )
  const { type, parameters } = parse(headers['content-type'] ?? '')
  const { charset = 'utf-8' } = parameters
  if (type !== 'application/json' || !/^utf-?8$/i.test(charset))
    throw new Problem(
      'UNSUPPORTED_MEDIA_TYPE',
      'Send JSON in UTF-8 with the header `content-type: application/json`.',
    )
}
