// Whether a request comes from this machine, to look at something and without a proxy: for what is shown to nobody else.

import type { IncomingMessage } from 'node:http'
import { isLoopback } from './loopback.ts'

/** By these a proxy tells that it is one, whether or not TRUSTED_PROXIES counts it. */
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
  // A page of a stranger can have its own name point at this machine; its browser still says the name.
  const host = /^(?:\[([\da-f:.]+)\]|([^:@\s]+))(?::\d+)?$/i.exec(headers.host ?? '')
  if (!isLoopback(host?.[1] ?? host?.[2] ?? '')) return false
  // A proxy on this machine brings callers of others.
  if (PROXY_HEADERS.some((name) => name in headers)) return false
  // A page of ours reads it without an Origin. Of a foreign one, a socket names the Origin and nothing else.
  if ('origin' in headers) return false
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}
