// createAddressOf: canonical client address from socket or X-Forwarded-For. Used by authentication.
//
// A proxy appends the address of its caller to the right end of X-Forwarded-For. So the server trusts only
// the rightmost entries, one per trusted proxy: any caller can write the entries to the left of them. The
// server cannot detect proxies that add no entry, or callers that bypass the proxies (SECURITY.md). It never
// reads Forwarded, X-Real-IP, CF-Connecting-IP and True-Client-IP: a proxy that does not set them forwards
// the caller's values.

import type { IncomingMessage } from 'node:http'
import { canonicalAddress } from '@latchkey/schema/auth/ip-address.ts'

/**
 * Returns the empty string if a trusted proxy sends no valid address. No allow-list contains the empty
 * string, and an empty allow-list accepts every address.
 */
export type AddressOf = (
  req: Pick<IncomingMessage, 'headersDistinct'> & {
    readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'>
  },
) => string

/** `trustedProxies`: number of proxies that every request passes through. */
export function createAddressOf(trustedProxies: number): AddressOf {
  return ({ socket, headersDistinct }) => {
    const direct = canonicalAddress(socket.remoteAddress ?? '')
    // The headersDistinct getter parses all headers, so read it only when needed.
    return trustedProxies === 0
      ? direct
      : forwarded(direct, headersDistinct['x-forwarded-for'] ?? [], trustedProxies)
  }
}

/**
 * Returns the entry `steps` to the left of `direct`, or the leftmost entry if there are fewer. Stops with the
 * empty string at an entry that is not an address.
 */
function forwarded(direct: string, headers: readonly string[], steps: number): string {
  // Several X-Forwarded-For headers form one list, in order.
  let rest = headers.length === 0 ? null : headers.join(',')
  let address = direct
  for (let step = 0; step < steps && rest !== null && address !== ''; step += 1) {
    const comma = rest.lastIndexOf(',')
    address = addressIn(rest.slice(comma + 1))
    rest = comma < 0 ? null : rest.slice(0, comma)
  }
  return address
}

/** Accepts entries with a port, which some proxies add: `203.0.113.7:4711`, `[2001:db8::1]:443`. */
function addressIn(entry: string): string {
  const text = entry.trim()
  const inBrackets = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1]
  if (inBrackets !== undefined) return inBrackets.includes(':') ? canonicalAddress(inBrackets) : ''
  return canonicalAddress(/^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text)
}
