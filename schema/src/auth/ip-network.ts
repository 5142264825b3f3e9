// Whom an address stands for when something is counted by address. Pure.

import ipaddr from 'ipaddr.js'

/** The address itself, or for IPv6 the 64 bits that one customer has. */
export function networkPrefix(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(':')
}
