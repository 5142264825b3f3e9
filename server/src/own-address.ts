// The address that this server is known by: of PUBLIC_URL, or else where it listens. Never of a request.

import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback } from './loopback.ts'

export interface OwnAddress {
  /** Without a slash at its end; links begin with it. */
  readonly url: string
  /** Whether a browser says that a page of ours sent a request. */
  isOwnPage(headers: IncomingHttpHeaders): boolean
  /** Whether cookies are for https alone: everywhere but on this very machine. */
  readonly secure: boolean
}

export function ownAddress(publicUrl: string | null, listening: string): OwnAddress {
  const { protocol, hostname, origin, port } = new URL(publicUrl ?? listening)
  const local = isLoopback(hostname.replace(/^\[|\]$/g, ''))
  // Without PUBLIC_URL, this machine is called what people call it.
  const names = publicUrl === null && local ? ['127.0.0.1', 'localhost', '[::1]'] : []
  const origins = new Set([origin, ...names.map((name) => new URL(`${protocol}//${name}:${port}`).origin)])
  return {
    url: publicUrl ?? listening,
    isOwnPage({ origin, 'sec-fetch-site': site = 'same-origin' }) {
      // What answers at another name of this machine may be somebody else's, and then the browser says so.
      return origin !== undefined && origins.has(origin) && site === 'same-origin'
    },
    secure: !(local && protocol === 'http:'),
  }
}
