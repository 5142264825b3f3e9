// IP allow-lists: canonical form and matching. Used by authentication and key input. Pure.

import ipaddr from 'ipaddr.js'
import { type Address, formOf, readAddress } from './ip-address.ts'

export const MAX_ENTRIES = 100

/** Canonical form of an address or CIDR block, or why it is invalid. `fault` never quotes the input. */
export function canonicalEntry(entry: string): { readonly entry: string } | { readonly fault: string } {
  const [text = '', bits, ...rest] = entry.trim().split('/')
  const address = readAddress(text)
  if (address === null || text.includes('%') || rest.length > 0) {
    return { fault: 'Must be an IPv4 or IPv6 address or CIDR block, such as 203.0.113.0/24.' }
  }
  if (bits === undefined) return { entry: formOf(address) }
  // A block of mapped addresses (::ffff:10.0.0.0/104) becomes the IPv4 block that it maps.
  const shift = address.kind() === 'ipv4' && text.includes(':') ? 96 : 0
  const length = /^(0|[1-9]\d{0,2})$/.test(bits) ? Number(bits) - shift : Number.NaN
  const width = address.toByteArray().length * 8
  if (!(length >= 0 && length <= width)) {
    return { fault: `The prefix length must be a number from ${shift} to ${width + shift}.` }
  }
  if (length === 0)
    return {
      fault: 'A prefix length of 0 allows every address. To allow every address, leave the list empty.',
    }
  const network = networkOf(address, length)
  if (formOf(network) !== formOf(address)) {
    return { fault: `The block has host bits set. Use the network address: ${formOf(network)}/${length}.` }
  }
  return { entry: length === width ? formOf(address) : `${formOf(address)}/${length}` }
}

/** Whether the canonical `list` contains `address`. An empty list allows every address. */
export function isAllowed(list: readonly string[], address: string): boolean {
  return matchingEntry(list)(address)
}

/** Like isAllowed, for many addresses: parses the list once. */
export function matchingEntry(list: readonly string[]): (address: string) => boolean {
  if (list.length === 0) return () => true
  const blocks = list.map(parsed)
  return (address) => {
    const candidate = readAddress(address)
    if (candidate === null) return false
    return blocks.some(
      ([network, bits]) => network.kind() === candidate.kind() && candidate.match(network, bits),
    )
  }
}

/** Whether the list covers every address of the canonical `entry`. An empty list allows every address. */
export function covers(list: readonly string[], entry: string): boolean {
  if (list.length === 0) return true
  const [inner, innerBits] = parsed(entry)
  return list.some((one) => {
    const [outer, bits] = parsed(one)
    return outer.kind() === inner.kind() && bits <= innerBits && inner.match(outer, bits)
  })
}

function parsed(entry: string): [Address, number] {
  if (entry.includes('/')) return ipaddr.parseCIDR(entry)
  const address = ipaddr.parse(entry)
  return [address, address.toByteArray().length * 8]
}

function networkOf(address: Address, length: number): Address {
  const bytes = address.toByteArray().map((byte, index) => {
    const kept = Math.min(8, Math.max(0, length - index * 8))
    return byte & (0xff << (8 - kept)) & 0xff
  })
  return ipaddr.fromByteArray(bytes)
}
