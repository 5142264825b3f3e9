// Which passwords are acceptable: long enough, and not among those that everybody tries first. Pure.

import { dictionary } from '@zxcvbn-ts/language-common'
import { Problem } from '../../graphql/problem.ts'
import { Issues } from '../../validation/issues.ts'

const MIN_LENGTH = 12
const MAX_LENGTH = 200

// The 49,000 most common, the commonest first.
const COMMON_PASSWORDS: ReadonlySet<string> = new Set(dictionary['passwords-common'])

/** Throws PASSWORD_TOO_WEAK, with what is wrong, if `password` is not to be had for `username`. */
export function checkPassword(password: string, username: string): void {
  const issues = new Issues()
  const length = [...password].length
  if (length < MIN_LENGTH)
    issues.add('password', 'TOO_SHORT', `At least ${MIN_LENGTH} characters. A few words do well.`)
  if (length > MAX_LENGTH) issues.add('password', 'TOO_LONG', `At most ${MAX_LENGTH} characters.`)
  if (isCommon(password))
    issues.add(
      'password',
      'TOO_COMMON',
      'Not one of the passwords that are tried first. A few words do well.',
    )
  if (password.toLowerCase().includes(username))
    issues.add('password', 'CONTAINS_USERNAME', 'Not one that contains the user name.')
  const [first] = issues.found
  if (first) throw new Problem('PASSWORD_TOO_WEAK', first.message, issues.found)
}

/** The refusal of a new password that is the current one. */
export function samePassword(): Problem {
  const message = 'This is your current password. Choose a different one.'
  return new Problem('VALIDATION_FAILED', message, [{ path: 'password', code: 'SAME_AS_CURRENT', message }])
}

/** One of the common ones, also repeated, or with digits and signs around it. */
function isCommon(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  const core = plain.replace(/^[^a-z]+|[^a-z]+$/g, '')
  return [plain, core].some(
    (text) => COMMON_PASSWORDS.has(text) || COMMON_PASSWORDS.has(unit(text)) || unit(text).length < 4,
  )
}

/** What a text repeats: "abc" of "abcabc"; the text itself when it repeats nothing. */
function unit(text: string): string {
  return /^(.+?)\1+$/s.exec(text)?.[1] ?? text
}
