// checkUser: validates the name, user name and email of a user. Used by inviteUser and the CLI.

import { domainOfEmail } from '../../validation/email-domain.ts'
import type { Issues } from '../../validation/issues.ts'
import { canonicalText } from '../../validation/text.ts'

interface UserFields {
  readonly name: string
  readonly username: string
  readonly email: string
}

/** Field names for issue paths. */
export type Paths = Readonly<Record<keyof UserFields, string>>

/** Returns the stored form: user names in lower case. */
export function checkUser(issues: Issues, paths: Paths, given: UserFields): UserFields {
  const name = issues.text(paths.name, given.name, { max: 128 })
  const username = given.username.trim().toLowerCase()
  const email = canonicalText(given.email)
  if (!/^(?!usr_)[a-z0-9_.]{3,30}$/.test(username)) {
    // A user name must not look like a user id.
    issues.add(
      paths.username,
      'INVALID_USERNAME',
      'Must be 3 to 30 characters of a-z, 0-9, _ and dot, and must not start with usr_.',
    )
  }
  if (domainOfEmail(email) === null)
    issues.add(paths.email, 'INVALID_EMAIL', 'Must be an email address, such as olivia@lender.com.')
  return { name, username, email }
}
