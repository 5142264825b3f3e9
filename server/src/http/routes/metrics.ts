// sendMetrics: serves /metrics in the Prometheus text format. Used by the router.
//
// With METRICS_TOKEN, callers need the token. Without it, only programs on this machine have access. All
// other callers get 404.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Metrics } from '../../observability/metrics.ts'
import { send } from '../http-response.ts'
import { isLocalRequest } from '../local-request.ts'

export interface MetricsAccess {
  /** Null: programs on this machine have access, but nobody behind proxies (trustedProxies > 0). */
  readonly token: string | null
  readonly trustedProxies: number
}

/** Sends the metrics, also during drain. Resolves with false for another path or a caller without access. */
export async function sendMetrics(
  path: string,
  { registry }: Metrics,
  { token, trustedProxies }: MetricsAccess,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  if (
    path !== '/metrics' ||
    !(token === null ? trustedProxies === 0 && isLocalRequest(req) : isTokenValid(req, token))
  )
    return false
  const text = await registry.metrics()
  res.setHeader('cache-control', 'no-store')
  send(res, 200, registry.contentType, text)
  return true
}

function isTokenValid({ method = '', headersDistinct }: IncomingMessage, token: string): boolean {
  const [given = '', ...more] = headersDistinct['authorization'] ?? []
  const shown = /^Bearer +(\S+)$/i.exec(given)?.[1] ?? ''
  // Compare digests: they have equal length, so the comparison time reveals neither the token nor its length.
  const same = timingSafeEqual(digest(shown), digest(token))
  return same && more.length === 0 && ['GET', 'HEAD'].includes(method)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
