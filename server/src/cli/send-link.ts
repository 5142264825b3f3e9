// Mails a link of latchkey-admin: at once and after the commit. What is told of it never holds the link.

import type { Mail } from '@latchkey/schema/mailer.ts'
import type { Config } from '../config.ts'
import { mailErrorOf } from '../mail/mail-error.ts'
import { mailFolder, openMailer } from '../mail/mailer.ts'

interface Sent {
  readonly text: string
  readonly json: {
    readonly to: string
    readonly sent: boolean
    /** What the mail has become without SMTP_URL. */
    readonly file: string | null
    /** Why it was not sent, in codes. */
    readonly failure: string | null
    /** What to check, when the address that the link begins with is a guess. */
    readonly warning: string | null
  }
  readonly wrong: boolean
}

/** Where the mail went; or that it could not be sent, and how the user `username` gets another. */
export async function sendLink(
  config: Config,
  mail: Mail,
  username: string,
  warning: string | null,
): Promise<Sent> {
  const { to } = mail
  try {
    const file = await openMailer(config).send(mail)
    const text =
      file === null
        ? `A mail with a link is on its way to ${to}.`
        : `A mail with a link for ${to} is in ${file}.`
    return {
      text: warning === null ? text : `${text}\nWarning: ${warning}`,
      json: { to, sent: true, file, failure: null, warning },
      wrong: false,
    }
  } catch (error) {
    const { kind } = mailErrorOf(error)
    const cause = config.smtpUrl === null ? mailFolder(config) : 'SMTP_URL and MAIL_FROM'
    return {
      text: `But the mail with a link for ${to} was not sent (${kind}). See to ${cause}, then run: ${resetCommand(username)}`,
      json: { to, sent: false, file: null, failure: kind, warning },
      wrong: true,
    }
  }
}

/** What mails another link. */
export function resetCommand(username: string): string {
  return `npx -y pnpm@12 admin user reset --user ${username}`
}
