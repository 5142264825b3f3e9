// Cross-origin requests: answered for the origins of the configuration, never reflected for others.

import type { IncomingMessage, ServerResponse } from 'node:http'

/** Sets the headers; true if the request was a preflight and is answered by that. */
export function handleCors(
  req: IncomingMessage,
  res: ServerResponse,
  allowedOrigins: readonly string[],
): boolean {
  const { origin } = req.headers
  if (allowedOrigins.length > 0) res.setHeader('vary', 'origin')
  if (origin !== undefined && allowedOrigins.includes(origin)) {
    res.setHeader('access-control-allow-origin', origin)
    res.setHeader(
      'access-control-expose-headers',
      'x-request-id, www-authenticate, retry-after, key-rotation, ratelimit, ratelimit-policy, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset',
    )
    if (req.method === 'OPTIONS') {
      res.setHeader('access-control-allow-methods', 'GET, POST')
      res.setHeader('access-control-allow-headers', 'content-type, x-api-key, authorization, idempotency-key')
      res.setHeader('access-control-max-age', '600')
    }
  }
  if (req.method !== 'OPTIONS') return false
  res.writeHead(204, { allow: 'GET, POST, OPTIONS' })
  res.end()
  return true
}
