// /metrics, in Prometheus' text format: for programs on this machine, or for whoever has the token, if there is one; to
// everybody else nothing is here.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Metrics } from '../../observability/metrics.ts'
import { send } from '../http-response.ts'
import { isLocalRequest } from '../local-request.ts'

export interface MetricsAccess {
  /** Null: for programs on this machine; but then for nobody where proxies bring callers of others. */
  readonly token: string | null
  readonly trustedProxies: number
}

/** Sends the metrics; false if `path` is another, or if the caller may not see them. Also while the server drains. */
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
  // Digests are of one length, so that comparing them tells nothing of the token, not even its own.
  const same = timingSafeEqual(digest(shown), digest(token))
  return same && more.length === 0 && ['GET', 'HEAD'].includes(method)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
