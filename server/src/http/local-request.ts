// isLocalRequest: detects a direct GET or HEAD from this machine. Used by /metrics and /mail.

import type { IncomingMessage } from 'node:http'
import { isLoopback } from './loopback.ts'

/** Headers that show that a request came through a proxy, whether or not TRUSTED_PROXIES counts it. */
const PROXY_HEADERS = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
]

export function isLocalRequest({ method = '', headers, socket }: IncomingMessage): boolean {
  if (!['GET', 'HEAD'].includes(method) || !isLoopback(socket.remoteAddress ?? '')) return false
  // DNS rebinding: a foreign site can point its host name at this machine, but the browser still sends that
  // name.
  const host = /^(?:\[([\da-f:.]+)\]|([^:@\s]+))(?::\d+)?$/i.exec(headers.host ?? '')
  if (!isLoopback(host?.[1] ?? host?.[2] ?? '')) return false
  // A proxy on this machine forwards requests from other machines.
  if (PROXY_HEADERS.some((name) => name in headers)) return false
  // Latchkey's own pages send GET without Origin. A WebSocket of a foreign page sends Origin, but not
  // Sec-Fetch-Site.
  if ('origin' in headers) return false
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
