// The address that this server is known by: of PUBLIC_URL, or else where it listens. Never of a request.

import { isLoopback } from './loopback.ts'

export interface OwnAddress {
  /** Without a slash at its end; links begin with it. */
  readonly url: string
  /** Whether an Origin header names a page of ours. */
  isOwn(origin: string): boolean
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
    isOwn: (given) => origins.has(given),
    secure: !(local && protocol === 'http:'),
  }
}
