// Plain-text mails to users. Used by user mutations and password functions.

import type { Mail } from '../mailer.ts'

interface Person {
  readonly username: string
  readonly name: string
  readonly email: string
}

/**
 * Path of an invitation link. The token follows the #, so browsers never send it to a server. `?invitation`
 * tells the page that it sets a first password.
 */
export function invitationPath(token: string): string {
  return `/set-password?invitation#${token}`
}

/** For a user without a password. */
export function invitationMail({ name, username, email }: Person, funder: string, link: string): Mail {
  return {
    to: email,
    subject: `${funder} invited you to Latchkey`,
    text: `Hello ${name},

${funder} invited you to Latchkey. Your user name is ${username}.

To choose your password, open this link within 7 days:

${link}

The link works once. If it has expired, ask an OWNER of ${funder} to send a new one.
If you did not expect this email, ignore it.
`,
  }
}

export function resetMail({ name, username, email }: Person, link: string): Mail {
  return {
    to: email,
    subject: 'Reset your Latchkey password',
    text: `Hello ${name},

Someone requested a password reset for the user name ${username}.

To choose a new password, open this link within 30 minutes:

${link}

The link works once, and only until a newer link is requested.
If you did not request this, ignore this email. Your password stays unchanged.
`,
  }
}

/** Sent after an invited user sets the first password. */
export function welcomeMail({ name, username, email }: Person, forgotten: string): Mail {
  return {
    to: email,
    subject: 'Welcome to Latchkey',
    text: `Hello ${name},

You chose a password for the user name ${username}. You can now sign in.

If this was not you, choose a new password at once and tell an OWNER of the funder:

${forgotten}
`,
  }
}

export function passwordSetMail({ name, username, email }: Person, forgotten: string): Mail {
  return {
    to: email,
    subject: 'Your Latchkey password was changed',
    text: `Hello ${name},

The password for the user name ${username} was changed. All sessions of this user have ended.

If this was not you, choose a new password at once and tell an OWNER of the funder:

${forgotten}
`,
  }
}
