// checkDomain: whether a domain can identify a broker, without a database query. Pure.

import { isIP } from 'node:net'
import { domainToASCII, domainToUnicode } from 'node:url'
import { parse } from 'tldts'
import { canonicalDomain } from '../validation/email-domain.ts'
import { lookalikeOf, mixedScripts, skeleton } from './lookalike-domain.ts'
import { COMMON_MAIL_DOMAINS, isPublicMail } from './public-mail-domains.ts'

/** Why a domain is rejected. If `doubt` is true, `force` can override the rejection. */
interface DomainFault {
  readonly code: string
  readonly message: string
  readonly doubt: boolean
}

export type CheckedDomain = { readonly domain: string } | { readonly fault: DomainFault }

// RFC 2606: reserved for tests and examples.
const RESERVED_DOMAINS = new Set(['example', 'test'])

const PUBLIC_MAIL = new Map([...COMMON_MAIL_DOMAINS].map((domain) => [skeleton(domain), domain]))

/** Returns the canonical domain or the reason it is rejected. `force` overrides doubts. */
export function checkDomain(given: string, { force = false } = {}): CheckedDomain {
  const text = given.trim()
  const domain = canonicalDomain(text)
  if (domain === null) return { fault: unreadable(text) }
  const fault = faultOf(domain)
  return fault === null || (fault.doubt && force) ? { domain } : { fault }
}

function unreadable(text: string): DomainFault {
  const ascii = domainToASCII(text)
  if (isIP(text) !== 0 || isIP(ascii) !== 0)
    return fault('IP_ADDRESS', 'This is an IP address, not a domain. Use a domain such as bee.com.')
  if (/^[\p{L}\p{M}\p{N}-]+\.?$/u.test(text))
    return fault('SINGLE_LABEL', 'A domain must contain a dot. Use a domain such as bee.com.')
  return fault(
    'NOT_A_DOMAIN',
    'This is not a domain. Use the part of an email address after the @, such as bee.com.',
  )
}

function faultOf(domain: string): DomainFault | null {
  const {
    domain: registered,
    publicSuffix,
    isIcann,
    isPrivate,
  } = parse(domain, { allowPrivateDomains: true })
  if (registered === null)
    return fault(
      'PUBLIC_SUFFIX',
      `Anyone can register a domain under ${displayDomain(domain)}. Use a domain that the broker owns.`,
    )
  if (isPublicMail(domain))
    return fault(
      'PUBLIC_MAIL',
      `Anyone can get an email address at ${domain}. Use a domain that the broker owns.`,
    )
  const trap = lookalikeFault(domain)
  if (trap !== null) return trap
  if (!isIcann && !isPrivate && !RESERVED_DOMAINS.has(publicSuffix ?? ''))
    return doubt('UNKNOWN_ENDING', `There is no known top-level domain .${publicSuffix}. Check the spelling.`)
  return null
}

function lookalikeFault(domain: string): DomainFault | null {
  const labels = domainToUnicode(domain).split('.')
  // Under an ending in its own script, readers do not read a word as Latin.
  const latinEnding = /^[a-z]+$/.test(labels.at(-1) ?? '')
  for (const label of labels) {
    if (label === '' || label.startsWith('xn--'))
      return fault(
        'INVALID_IDN',
        `${domain} is not a valid internationalized domain name. Check the spelling.`,
      )
    const scripts = mixedScripts(label)
    if (scripts !== null)
      return fault(
        'MIXED_SCRIPTS',
        `${displayDomain(domain)} mixes letters of ${scripts.join(' and ')} in one word. Check the spelling.`,
      )
    const read = latinEnding ? lookalikeOf(label) : null
    if (read !== null)
      return doubt(
        'LOOK_ALIKE',
        `${displayDomain(domain)} contains “${label}”, which has no Latin letters but looks like “${read}”. Check the spelling.`,
      )
  }
  const aim = PUBLIC_MAIL.get(skeleton(domain))
  return aim === undefined
    ? null
    : doubt('LOOK_ALIKE', `${displayDomain(domain)} is easily confused with ${aim}. Check the spelling.`)
}

/** A domain for display: in Unicode, followed by the stored ASCII form if they differ. */
export function displayDomain(domain: string): string {
  const unicode = domainToUnicode(domain)
  return unicode === domain ? domain : `${unicode} (${domain})`
}

function fault(code: string, message: string): DomainFault {
  return { code, message, doubt: false }
}

function doubt(code: string, message: string): DomainFault {
  return { code, message, doubt: true }
}
