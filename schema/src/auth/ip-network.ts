// networkPrefix: the key for counters per client network. Used by rate limiters. Pure.

import ipaddr from 'ipaddr.js'

/** IPv4: the address. IPv6: the first 64 bits, because one customer usually has a whole /64. */
export function networkPrefix(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toByteArray().slice(0, 8).join(':')
}
