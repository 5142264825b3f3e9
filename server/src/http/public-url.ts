// The address that this server is known by: of PUBLIC_URL, or else where it listens. Never of a request.

import type { IncomingHttpHeaders } from 'node:http'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Config } from '../config.ts'
import { isLoopback } from './loopback.ts'

export interface PublicUrl {
  /** Without a slash at its end; links begin with it. */
  readonly url: string
  /** Whether a browser says that a page of ours sent a request. */
  isSameOrigin(headers: IncomingHttpHeaders): boolean
  /** Whether cookies are for https alone: everywhere but on this very machine. */
  readonly secure: boolean
}

export function resolvePublicUrl(publicUrl: string | null, listening: string): PublicUrl {
  const { protocol, hostname, origin, port } = new URL(publicUrl ?? listening)
  const local = isLoopback(hostname.replace(/^\[|\]$/g, ''))
  // Without PUBLIC_URL, this machine is called what people call it.
  const names = publicUrl === null && local ? ['127.0.0.1', 'localhost', '[::1]'] : []
  const origins = new Set([origin, ...names.map((name) => new URL(`${protocol}//${name}:${port}`).origin)])
  return {
    url: publicUrl ?? listening,
    isSameOrigin({ origin, 'sec-fetch-site': site = 'same-origin' }) {
      // What answers at another name of this machine may be somebody else's, and then the browser says so.
      return origin !== undefined && origins.has(origin) && site === 'same-origin'
    },
    secure: !(local && protocol === 'http:'),
  }
}

export function listenUrl(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The same, told from the configuration alone, by a program beside the server; refuses when that does not tell it. */
export function configuredUrl({
  publicUrl,
  host,
  port,
}: Pick<Config, 'publicUrl' | 'host' | 'port'>): string {
  const url = publicUrl ?? listenUrl(host, port)
  if (publicUrl === null && (isWildcardAddress(url) || port === 0))
    throw new Problem(
      'UNAVAILABLE',
      `HOST and PORT (${host}:${port}) do not tell where people reach the server. Set PUBLIC_URL to the address that they know it by, such as https://latchkey.lender.com.`,
    )
  return url
}

/** Whether it is an address to listen at, and none to go to. */
export function isWildcardAddress(url: string): boolean {
  // As URLs write them: 0 and 0.0.0.0, :: and ::0 are the same.
  const name = URL.parse(url)?.hostname
  return name === undefined || ['0.0.0.0', '[::]', '[::ffff:0:0]'].includes(name)
}
