// Validation of email address, telephone number and web site. Used by companies and owners. Pure.

import { domainOfEmail } from './email-domain.ts'
import type { Issues } from './issues.ts'
import { withoutBidiControls } from './text.ts'

type ContactFields = string | null | undefined

export function checkEmail(issues: Issues, path: string, given: ContactFields): string | null {
  const email = issues.optionalText(path, given, { max: 254 })
  if (email !== null && domainOfEmail(email) === null)
    issues.add(path, 'INVALID_EMAIL', 'Must be an email address, such as ana@company.com.')
  return email
}

/** The number in E.164 (`+12125550100`). Ten digits are read as a US number. */
export function checkPhone(issues: Issues, path: string, given: ContactFields): string | null {
  const phone = issues.optionalText(path, given == null ? given : withoutBidiControls(given), { max: 40 })
  if (phone === null) return null
  const digits = phone.replace(/[\s().-]/g, '')
  if (/^[2-9]\d{9}$/.test(digits)) return `+1${digits}`
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits
  issues.add(
    path,
    'INVALID_PHONE',
    'Must be a telephone number with its country code, such as +1 212 555 0100.',
  )
  return null
}

export function checkWebsite(issues: Issues, path: string, given: ContactFields): string | null {
  const website = issues.optionalText(path, given, { max: 500 })
  if (website === null) return null
  const url = URL.canParse(website) ? new URL(website) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    issues.add(
      path,
      'INVALID_URL',
      'Must be a web address that starts with https:// or http://, without a user name or password.',
    )
  }
  return website
}
