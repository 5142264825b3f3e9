// Cross-origin requests: allowed for the origins of the configuration, and for no others.

import type { IncomingMessage, ServerResponse } from 'node:http'

/** Browsers show pages these headers of a response, beside the few that they always show. */
const EXPOSED = [
  'x-request-id',
  'www-authenticate',
  'retry-after',
  'key-rotation',
  'ratelimit',
  'ratelimit-policy',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
].join(', ')

/** How long a browser keeps the answer to a preflight. */
const MAX_AGE_SECONDS = 600
const MAX_HEADERS = 100
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/** Sets the headers, which stay when the response is an error; true if the request was a preflight, and is answered. */
export function handleCors(
  req: IncomingMessage,
  res: ServerResponse,
  allowedOrigins: readonly string[],
  methods: readonly string[],
): boolean {
  const { origin } = req.headers
  const isPreflight = req.method === 'OPTIONS'
  if (allowedOrigins.length > 0)
    res.setHeader('vary', isPreflight ? 'origin, access-control-request-headers' : 'origin')
  if (origin !== undefined && allowedOrigins.includes(origin)) {
    res.setHeader('access-control-allow-origin', origin)
    res.setHeader('access-control-expose-headers', EXPOSED)
    if (isPreflight) allowRequest(req, res, methods)
  }
  if (!isPreflight) return false
  res.writeHead(204, { allow: methods.join(', ') })
  res.end()
  return true
}

function allowRequest({ headers }: IncomingMessage, res: ServerResponse, methods: readonly string[]): void {
  const headersAllowed = headerNames(headers['access-control-request-headers'] ?? '')
  const methodsAllowed = methods.filter((method) => method !== 'OPTIONS')
  res.setHeader('access-control-allow-methods', methodsAllowed.join(', '))
  res.setHeader('access-control-max-age', String(MAX_AGE_SECONDS))
  if (headersAllowed.length > 0) res.setHeader('access-control-allow-headers', headersAllowed.join(', '))
}

// Cookies are never allowed (there is no access-control-allow-credentials), so no header gives a page more than a program
// has: it may send all that it asks for, such as traceparent and those that the SDK adds for its user.
function headerNames(requested: string): string[] {
  const names = requested.split(',').map((name) => name.trim().toLowerCase())
  return [...new Set(names)].filter((name) => TOKEN.test(name)).slice(0, MAX_HEADERS)
}
