// Doctor check of mail delivery: SMTP or files.

import type { Config } from '../../config.ts'
import { mailFolder } from '../../mail/mailer.ts'
import { readSmtpUrl } from '../../mail/smtp-url.ts'
import { type Finding, note, passed } from './finding.ts'

export function checkMail(config: Config): Finding {
  const { smtpUrl, databaseUrl } = config
  if (smtpUrl !== null) return passed('mail', `sent through ${readSmtpUrl(smtpUrl)?.host}`)
  const message = `emails are written to files in ${mailFolder(config)}`
  // A deployment with its own database has real users, who cannot read files in DATA_DIR.
  if (databaseUrl === null) return passed('mail', message)
  return note('mail', `${message} and not sent. To send them, set SMTP_URL and MAIL_FROM.`)
}
