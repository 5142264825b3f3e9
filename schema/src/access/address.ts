// One address as it is kept, compared and shown: mapped IPv4 as IPv4, IPv6 in its shortest form, no zone. Pure.

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The canonical form of an address, with nothing around it; the empty string for what is none. */
export function canonicalAddress(text: string): string {
  const family = isIP(text)
  // Strict as it is, node:net leaves IPv4 no second spelling.
  if (family === 4) return text
  if (family === 0) return ''
  // A zone names an interface of one machine, and not another address.
  const [address = ''] = text.split('%')
  return formOf(ipaddr.process(address))
}

export function formOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()
}
