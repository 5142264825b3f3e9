// The address of whoever asks, in its canonical form: of the socket, or as the proxies in front of this server tell it.
//
// A proxy adds the address of its own caller at the right end of X-Forwarded-For, so only as many entries are believed,
// from the right, as there are proxies that we run: what stands left of them, anybody may have written. Proxies that add
// no entry, and callers that come around them, cannot be told from this; SECURITY.md says so. Forwarded, X-Real-IP,
// CF-Connecting-IP and True-Client-IP are never read: a proxy that does not set one of these passes on what it was sent.

import type { IncomingMessage } from 'node:http'
import { canonicalAddress } from '@latchkey/schema/auth/ip-address.ts'

/** The empty string where a trusted proxy tells no address: no allow-list contains it, and an empty one does not ask. */
export type AddressOf = (
  req: Pick<IncomingMessage, 'headersDistinct'> & {
    readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'>
  },
) => string

/** `trustedProxies`: how many proxies every request comes through. */
export function createAddressOf(trustedProxies: number): AddressOf {
  return ({ socket, headersDistinct }) => {
    const direct = canonicalAddress(socket.remoteAddress ?? '')
    // The getter parses all headers: not for nothing.
    return trustedProxies === 0
      ? direct
      : forwarded(direct, headersDistinct['x-forwarded-for'] ?? [], trustedProxies)
  }
}

/** So many steps left of `direct`, or the leftmost if there are fewer. An entry that is no address ends the walk. */
function forwarded(direct: string, headers: readonly string[], steps: number): string {
  // Several headers are one list, as if written one after the other.
  let rest = headers.length === 0 ? null : headers.join(',')
  let address = direct
  for (let step = 0; step < steps && rest !== null && address !== ''; step += 1) {
    const comma = rest.lastIndexOf(',')
    address = addressIn(rest.slice(comma + 1))
    rest = comma < 0 ? null : rest.slice(0, comma)
  }
  return address
}

/** Some proxies add the port, and write IPv6 in brackets then, as in a URL: `203.0.113.7:4711`, `[2001:db8::1]:443`. */
function addressIn(entry: string): string {
  const text = entry.trim()
  const inBrackets = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1]
  if (inBrackets !== undefined) return inBrackets.includes(':') ? canonicalAddress(inBrackets) : ''
  return canonicalAddress(/^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text)
}
