// Which media type a request has, and which one its response gets. Decided before anything is executed.

import type { IncomingMessage } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { parse } from 'content-type'
import Negotiator from 'negotiator'

export type ResponseType = 'application/json' | 'application/graphql-response+json'

// In the order of preference: JSON for `*/*`, as GraphQL over HTTP says. Clients also spell the charset `utf8`.
const OFFERED = new Map<string, ResponseType>([
  ['application/json; charset=utf-8', 'application/json'],
  ['application/json; charset=utf8', 'application/json'],
  ['application/graphql-response+json; charset=utf-8', 'application/graphql-response+json'],
  ['application/graphql-response+json; charset=utf8', 'application/graphql-response+json'],
])
const OFFERS = [...OFFERED.keys()]

/** The type that the client prefers, or null when it accepts none. A request without `Accept` gets JSON. */
export function acceptedType({ headers }: Pick<IncomingMessage, 'headers'>): ResponseType | null {
  const { accept } = headers
  // What most programs send, without the work of a parser.
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return 'application/json'
  const offer = new Negotiator({ headers: { accept } }).mediaType(OFFERS)
  return (offer === undefined ? undefined : OFFERED.get(offer)) ?? null
}

export function requireAcceptedType(req: Pick<IncomingMessage, 'headers'>): ResponseType {
  const type = acceptedType(req)
  if (type !== null) return type
  throw new Problem(
    'NOT_ACCEPTABLE',
    'Responses are application/json or application/graphql-response+json, in UTF-8. Name one of them in the header Accept.',
  )
}

/** Throws unless the body is JSON in UTF-8, without a content encoding: pages of other sites can send forms and text. */
export function requireJson({ headers }: Pick<IncomingMessage, 'headers'>): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity')
    throw new Problem(
      'UNSUPPORTED_MEDIA_TYPE',
      'Compressed bodies are not supported. Send the body as it is.',
    )
  const { type, parameters } = parse(headers['content-type'] ?? '')
  const { charset = 'utf-8' } = parameters
  if (type !== 'application/json' || !/^utf-?8$/i.test(charset))
    throw new Problem(
      'UNSUPPORTED_MEDIA_TYPE',
      'Send JSON in UTF-8, with the header content-type: application/json.',
    )
}
