// One address as it is kept, compared and shown: mapped IPv4 as IPv4, IPv6 in its shortest form, no zone. Pure.

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6

/** The canonical form of an address, with nothing around it; the empty string for what is none. */
export function canonicalAddress(text: string): string {
  // Strict as it is, node:net leaves IPv4 no second spelling.
  if (isIP(text) === 4) return text
  const address = readAddress(text)
  return address === null ? '' : formOf(address)
}

/** What a text means, mapped IPv4 as IPv4; null if it is no address. */
export function readAddress(text: string): Address | null {
  // node:net is strict where ipaddr.js is lenient: it refuses 0177.0.0.1, 127.1 and the like.
  if (isIP(text) === 0) return null
  // A zone names an interface of one machine, and not another address.
  const [address = ''] = text.split('%')
  const compatible = /^::([\d.]+)$/.exec(address)?.[1]
  if (compatible === undefined || !compatible.includes('.')) return ipaddr.process(address)
  // ipaddr.js takes ::192.0.2.1 for the mapped ::ffff:192.0.2.1, which is another address.
  return new ipaddr.IPv6([...Array(12).fill(0), ...ipaddr.IPv4.parse(compatible).toByteArray()])
}

export function formOf(address: Address): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()
}
