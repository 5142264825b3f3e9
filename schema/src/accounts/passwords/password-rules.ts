// checkPassword: length and common-password rules. Used by the password functions. Pure.

import { dictionary } from '@zxcvbn-ts/language-common'
import { Problem } from '../../graphql/problem.ts'
import { Issues } from '../../validation/issues.ts'

const MIN_LENGTH = 12
const MAX_LENGTH = 200

// The 49,000 most common passwords, most common first.
const COMMON_PASSWORDS: ReadonlySet<string> = new Set(dictionary['passwords-common'])

/** Throws PASSWORD_TOO_WEAK with all issues if `password` is not acceptable for `username`. */
export function checkPassword(password: string, username: string): void {
  const issues = new Issues()
  const length = [...password].length
  if (length < MIN_LENGTH)
    issues.add('password', 'TOO_SHORT', `At least ${MIN_LENGTH} characters. Several random words work well.`)
  if (length > MAX_LENGTH) issues.add('password', 'TOO_LONG', `At most ${MAX_LENGTH} characters.`)
  if (isCommon(password))
    issues.add('password', 'TOO_COMMON', 'This password is too common. Several random words work well.')
  if (password.toLowerCase().includes(username))
    issues.add('password', 'CONTAINS_USERNAME', 'The password must not contain the user name.')
  const [first] = issues.found
  if (first) throw new Problem('PASSWORD_TOO_WEAK', first.message, issues.found)
}

/** The error if the new password equals the current one. */
export function samePassword(): Problem {
  const message = 'This is your current password. Choose a different one.'
  return new Problem('VALIDATION_FAILED', message, [{ path: 'password', code: 'SAME_AS_CURRENT', message }])
}

/** Whether it is a common password, also if repeated or surrounded by digits and symbols. */
function isCommon(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  const core = plain.replace(/^[^a-z]+|[^a-z]+$/g, '')
  return [plain, core].some(
    (text) => COMMON_PASSWORDS.has(text) || COMMON_PASSWORDS.has(unit(text)) || unit(text).length < 4,
  )
}

/** The repeated unit: "abc" for "abcabc"; otherwise the text itself. */
function unit(text: string): string {
  return /^(.+?)\1+$/s.exec(text)?.[1] ?? text
}
