// domainOfEmail, canonicalEmail, canonicalDomain: canonical domains. Used by brokers, users and contacts. Pure.

import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** The domain after the last @: lower case, punycode, no trailing dot. Null if `email` is not an address. */
export function domainOfEmail(email: string): string | null {
  const address = email.trim()
  const at = address.lastIndexOf('@')
  if (address.length > 254 || at < 1 || at > 64 || !LOCAL_PART.test(address.slice(0, at))) return null
  return canonicalDomain(address.slice(at + 1))
}

/** The address with its domain in canonical form. Null if `email` is not an address. */
export function canonicalEmail(email: string): string | null {
  const domain = domainOfEmail(email)
  const address = email.trim()
  return domain === null ? null : `${address.slice(0, address.lastIndexOf('@'))}@${domain}`
}

/** The stored and compared form of a domain. Null unless it is a domain of at least two labels. */
export function canonicalDomain(text: string): string | null {
  // domainToASCII accepts more than a host in "a/b" or "a:1", and reads 1.2 or 0x7f as IP addresses.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(text)) return null
  const domain = domainToASCII(text.endsWith('.') ? text.slice(0, -1) : text)
  const labels = domain.split('.')
  if (domain.length > 253 || labels.length < 2 || isIP(domain) !== 0) return null
  return labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '') ? domain : null
}
