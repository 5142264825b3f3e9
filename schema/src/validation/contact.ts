// Validation of email address, telephone number and web site. Used by companies and owners. Pure.

import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { canonicalDomain, domainOfEmail } from './email-domain.ts'
import type { Issues } from './issues.ts'
import { withoutBidiControls } from './text.ts'

type ContactFields = string | null | undefined

interface PhoneNumber {
  /** E.164, such as `+12125550100`. */
  readonly number: string
  readonly extension: string | null
}

export function checkEmail(issues: Issues, path: string, given: ContactFields): string | null {
  const email = issues.optionalText(path, given, { max: 254 })
  if (email !== null && domainOfEmail(email) === null)
    issues.add(path, 'INVALID_EMAIL', 'Must be an email address, such as ana@company.com.')
  return email
}

/**
 * Reads a number as people write it, such as `(212) 555-0100 x12`. A number without country code is read as a US number.
 * Checks the length only: the library's lists of assigned numbers are older than the newest numbers.
 */
function checkPhone(issues: Issues, path: string, given: ContactFields): PhoneNumber | null {
  const text = issues.optionalText(path, given == null ? given : withoutBidiControls(given), { max: 60 })
  if (text === null) return null
  const phone = parsePhoneNumberFromString(text, { defaultCountry: 'US', extract: false })
  // Area codes of +1 never start with 0 or 1.
  if (phone?.isPossible() && !/^\+1[01]/.test(phone.number))
    return { number: phone.number, extension: phone.ext ?? null }
  issues.add(
    path,
    'INVALID_PHONE',
    'Must be one telephone number with its area code, and outside the US with its country code, such as +1 212 555 0100.',
  )
  return null
}

interface PhoneFields {
  readonly number: ContactFields
  readonly extension: ContactFields
}

/**
 * A number and its extension, which the number may contain. `paths` name both fields. Leaves out what stays unchanged.
 */
export function checkPhoneWithExtension(
  issues: Issues,
  paths: { readonly number: string; readonly extension: string },
  given: PhoneFields,
): { readonly number?: string | null; readonly extension?: string | null } {
  const extension = checkExtension(issues, paths.extension, given.extension)
  if (given.number === undefined) {
    if (extension !== null)
      issues.add(paths.extension, 'PHONE_REQUIRED', `Send \`${paths.number}\` together with its extension.`)
    return given.extension === undefined ? {} : { extension }
  }
  const phone = checkPhone(issues, paths.number, given.number)
  if (extension !== null && phone?.extension != null && phone.extension !== extension)
    issues.add(paths.extension, 'CONFLICTING_EXTENSION', `\`${paths.number}\` contains another extension.`)
  return { number: phone?.number ?? null, extension: phone === null ? null : (phone.extension ?? extension) }
}

/** 1 to 7 digits. */
function checkExtension(issues: Issues, path: string, given: ContactFields): string | null {
  const text = issues.optionalText(path, given, { max: 20 })
  const digits = text?.replace(/^(extension|ext|x)[.:\s]*/i, '') ?? null
  if (digits !== null && !/^\d{1,7}$/.test(digits))
    issues.add(path, 'INVALID_EXTENSION', 'Must be 1 to 7 digits, such as 12.')
  return digits
}

/** An http or https address. A domain without a scheme, such as `acme.com`, is read as https. */
export function checkWebsite(issues: Issues, path: string, given: ContactFields): string | null {
  const text = issues.optionalText(path, given, { max: 500 })
  if (text === null) return null
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const address = hasScheme ? text : `https://${text}`
  const url = URL.canParse(address) ? new URL(address) : null
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  if (isWeb && (hasScheme || canonicalDomain(url.hostname) !== null)) {
    const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && !address.endsWith('/')
    return isBare ? url.origin : url.href
  }
  issues.add(
    path,
    'INVALID_URL',
    'Must be a domain such as acme.com, or an address that starts with https:// or http://, without a user name or password.',
  )
  return null
}
