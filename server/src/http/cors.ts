// handleCors: CORS headers and preflights for ALLOWED_ORIGINS. Used by /graphql, /auth/token and documents.

import type { IncomingMessage, ServerResponse } from 'node:http'

/** Response headers that pages may read in addition to the CORS-safelisted ones. */
const EXPOSED = [
  'x-request-id',
  'content-disposition',
  'www-authenticate',
  'retry-after',
  'key-rotation',
  'ratelimit',
  'ratelimit-policy',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
].join(', ')

/** How long a browser caches a preflight response. */
const MAX_AGE_SECONDS = 600
const MAX_HEADERS = 100
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/** Sets the CORS headers, also for error responses. Returns true if it answered a preflight request. */
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

// The server allows every requested header, such as traceparent and custom headers of the SDK. It never sends
// access-control-allow-credentials, so pages cannot use cookies and no header gives a page more access than a
// program.
function headerNames(requested: string): string[] {
  const names = requested.split(',').map((name) => name.trim().toLowerCase())
  return [...new Set(names)].filter((name) => TOKEN.test(name)).slice(0, MAX_HEADERS)
}
