// How a document comes and its answer leaves: what of GraphQL over HTTP is ours, around Yoga.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '@latchkey/schema/context.ts'
import { Problem } from '@latchkey/schema/problem.ts'
import { readBody } from './body.ts'

/** Of the header, on every mutation; a query has no use for it. `hashKey`: what its input is hashed with. */
export function idempotencyOf(
  { headersDistinct }: IncomingMessage,
  hashKey: Uint8Array,
): Context['idempotency'] {
  const given = headersDistinct['idempotency-key']
  if (given === undefined) return null
  const [key = ''] = given
  if (given.length === 1 && /^[\w-]{1,256}$/.test(key)) return { key, hashKey }
  throw new Problem(
    'BAD_REQUEST',
    'An Idempotency-Key is 1 to 256 of A-Z, a-z, 0-9, _ and -, and one header.',
  )
}

/** Reads the body and makes of the request what Yoga understands and answers in one piece. */
export async function prepare(req: IncomingMessage): Promise<void> {
  // Yoga would look at this when a mutation has been carried out.
  if (!acceptsJson(req.headers.accept ?? '*/*')) throw notJson()
  if (req.method === 'POST') {
    requireJson(req)
    Object.assign(req, { body: await readBody(req) })
  } else {
    requireJsonInUrl(req.url ?? '')
  }
  // Yoga builds an address from it, which nobody uses, and fails at what is no host.
  req.headers.host = 'latchkey'
  req.headers.accept = withoutStreams(req.headers.accept ?? '*/*')
}

// In one piece: Yoga would write twice.
export async function sendAnswer(
  res: ServerResponse,
  response: Response,
  headers: Record<string, string>,
): Promise<void> {
  const body = await response.text()
  // Yoga refuses some requests without a word: an unknown content type, nothing acceptable to answer in.
  if (body === '' && response.status >= 400) throw notJson()
  res.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    ...headers,
    'content-length': Buffer.byteLength(body),
  })
  res.end(body)
}

// Yoga would also read forms and plain documents, which pages of anybody can send.
function requireJson({ headers }: IncomingMessage): void {
  const [type = ''] = (headers['content-type'] ?? '').split(';')
  if (type.trim().toLowerCase() !== 'application/json') throw notJson()
}

// Yoga would answer INTERNAL, and what was sent would be in the log.
function requireJsonInUrl(url: string): void {
  const given = new URLSearchParams(url.split('?')[1] ?? '')
  for (const name of ['variables', 'extensions']) {
    try {
      JSON.parse(given.get(name) || '{}')
    } catch {
      throw new Problem('BAD_REQUEST', `The parameter ${name} is not JSON.`)
    }
  }
}

function acceptsJson(accept: string): boolean {
  const types = accept.split(',').map((type) => type.split(';')[0]?.trim().toLowerCase())
  return ['application/json', 'application/graphql-response+json', 'application/*', '*/*'].some((type) =>
    types.includes(type),
  )
}

function notJson(): Problem {
  return new Problem('BAD_REQUEST', 'Send JSON (content-type: application/json) and accept JSON.')
}

// There are no subscriptions: what asks for a stream as well as for JSON gets JSON.
function withoutStreams(accept: string): string {
  const types = accept.split(',').filter((type) => !/text\/event-stream|multipart\/mixed/.test(type))
  return types.join(',') || 'text/event-stream is not served'
}
