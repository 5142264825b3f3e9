// Mails a link from latchkey-admin right after the commit. The output never contains the link.

import type { Mail } from '@latchkey/schema/mailer.ts'
import type { Config } from '../../config.ts'
import { mailErrorOf } from '../../mail/mail-error.ts'
import { mailFolder, openMailer } from '../../mail/mailer.ts'

interface Sent {
  readonly text: string
  readonly json: {
    readonly to: string
    readonly sent: boolean
    /** Path of the file that contains the mail, without SMTP_URL. */
    readonly file: string | null
    /** Error codes, if the mail was not sent. */
    readonly failure: string | null
    /** What to check, if the base URL of the link is only a guess. */
    readonly warning: string | null
  }
  readonly failed: boolean
}

/** Sends the mail. Returns where it went, or that it failed and how to send user `username` another link. */
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
        ? `Sent an email with a link to ${to}.`
        : `Saved an email with a link for ${to} in ${file}.`
    return {
      text: warning === null ? text : `${text}\nWarning: ${warning}`,
      json: { to, sent: true, file, failure: null, warning },
      failed: false,
    }
  } catch (error) {
    const { kind } = mailErrorOf(error)
    const cause = config.smtpUrl === null ? mailFolder(config) : 'SMTP_URL and MAIL_FROM'
    return {
      text: `The email with a link for ${to} was not sent (${kind}). Check ${cause}, then run: ${resetCommand(username)}`,
      json: { to, sent: false, file: null, failure: kind, warning },
      failed: true,
    }
  }
}

/** The command that mails another link. */
export function resetCommand(username: string): string {
  return `npx -y pnpm@12 admin user reset --user ${username}`
}
