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
    subject: `Your account at ${funder}`,
    text: `Hello ${name},

you have an account at ${funder} on Latchkey. Your user name is ${username}.

Choose your password within 7 days:

${link}

The link works once. If you do not expect this, do nothing.
`,
  }
}

export function resetMail({ name, username, email }: Person, link: string): Mail {
  return {
    to: email,
    subject: 'A new password for Latchkey',
    text: `Hello ${name},

somebody asked for a new password for the user name ${username}. If it was you, choose one within 30 minutes:

${link}

The link works once, and only until a newer one is asked for. If it was not you, do nothing: your password stays as it is.
`,
  }
}

/** Sent after an invited user sets the first password. */
export function welcomeMail({ name, username, email }: Person, forgotten: string): Mail {
  return {
    to: email,
    subject: 'Welcome to Latchkey',
    text: `Hello ${name},

you chose a password for the user name ${username}, and can log in now.

If it was not you, choose another password at once, and tell an owner of your account:

${forgotten}
`,
  }
}

export function passwordSetMail({ name, username, email }: Person, forgotten: string): Mail {
  return {
    to: email,
    subject: 'Your Latchkey password was set',
    text: `Hello ${name},

the password of the user name ${username} was set just now. Everybody who was logged in by it is logged out.

If it was not you, choose another at once, and tell an owner of your account:

${forgotten}
`,
  }
}
