// resolvePublicUrl and URL helpers. Used by server.ts, main.ts, the CLI and authentication.
//
// The public URL comes from PUBLIC_URL or the listening address, never from a request.

import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Config } from '../config.ts'
import { isLoopback } from './loopback.ts'

export interface PublicUrl {
  /** Prefix of links, without a trailing slash. */
  readonly url: string
  /** Whether the browser's headers say that one of Latchkey's own pages sent the request. */
  isSameOrigin(headers: IncomingHttpHeaders): boolean
  /** Whether cookies get the attribute Secure: always, except for http on this machine. */
  readonly secure: boolean
}

export function resolvePublicUrl(publicUrl: string | null, listening: string): PublicUrl {
  const { protocol, hostname, origin, port } = new URL(publicUrl ?? listening)
  const local = isLoopback(hostname.replace(/^\[|\]$/g, ''))
  // Without PUBLIC_URL, accept every common name of this machine.
  const names = publicUrl === null && local ? ['127.0.0.1', 'localhost', '[::1]'] : []
  const origins = new Set([origin, ...names.map((name) => new URL(`${protocol}//${name}:${port}`).origin)])
  return {
    url: publicUrl ?? listening,
    isSameOrigin({ origin, 'sec-fetch-site': site = 'same-origin' }) {
      // Another loopback name with the same port can be another program. The browser then sends a
      // Sec-Fetch-Site other than same-origin.
      return origin !== undefined && origins.has(origin) && site === 'same-origin'
    },
    secure: !(local && protocol === 'http:'),
  }
}

export function listenUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Returns the public URL from the configuration alone, for the CLI. Throws UNAVAILABLE if the configuration
 * does not determine it: HOST is a wildcard address or PORT is 0, and PUBLIC_URL is not set.
 */
export function configuredUrl({
  publicUrl,
  host,
  port,
}: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  const url = publicUrl ?? listenUrl(host, port)
  if (publicUrl === null && (isWildcardAddress(url) || port === 0))
    throw new Problem(
      'UNAVAILABLE',
      `HOST and PORT (${host}:${port}) are not an address that others can reach the server at. Set PUBLIC_URL to its public URL, such as https://latchkey.lender.com.`,
    )
  return url
}

/** Whether the URL has a wildcard host, which a server can listen at but a client cannot connect to. */
export function isWildcardAddress(url: string): boolean {
  // URL.parse normalizes 0 to 0.0.0.0 and ::0 to ::.
  const name = URL.parse(url)?.hostname
  return name === undefined || ['0.0.0.0', '[::]', '[::ffff:0:0]'].includes(name)
}
