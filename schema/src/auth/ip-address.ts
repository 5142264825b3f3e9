// Canonical IP addresses, for storage, comparison and display. Used by allow-lists. Pure.

import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Address = ipaddr.IPv4 | ipaddr.IPv6

/** Canonical form: mapped IPv4 as IPv4, shortest IPv6, no zone. Empty string if `text` is not an address. */
export function canonicalAddress(text: string): string {
  // node:net accepts only one spelling of an IPv4 address.
  if (isIP(text) === 4) return text
  const address = readAddress(text)
  return address === null ? '' : formOf(address)
}

/** Parses an address; mapped IPv4 becomes IPv4. Null if `text` is not an address. */
export function readAddress(text: string): Address | null {
  // node:net rejects 0177.0.0.1, 127.1 and similar forms, which ipaddr.js accepts.
  if (isIP(text) === 0) return null
  // A zone names an interface of one machine; it does not change the address.
  const [address = ''] = text.split('%')
  const compatible = /^::([\d.]+)$/.exec(address)?.[1]
  if (compatible === undefined || !compatible.includes('.')) return ipaddr.process(address)
  // ipaddr.js confuses ::192.0.2.1 with the mapped ::ffff:192.0.2.1, which is a different address.
  return new ipaddr.IPv6([...Array(12).fill(0), ...ipaddr.IPv4.parse(compatible).toByteArray()])
}

export function formOf(address: Address): string {
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString()
}
