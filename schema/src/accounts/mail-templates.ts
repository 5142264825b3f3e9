// The mails that people get, in plain text. A one-time token stands behind the # of a link, which no server ever sees.

import type { Mail } from '../mailer.ts'

interface Person {
  readonly username: string
  readonly name: string
  readonly email: string
}

/** Where the link of an invitation leads; `?invitation` tells the page that it is a first password. */
export function invitationPath(token: string): string {
  return `/set-password?invitation#${token}`
}

/** The invitation of somebody who is to set a first password. */
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

/** The first password of an invited user. */
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
