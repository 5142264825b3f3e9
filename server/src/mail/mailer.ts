// Selects the mailer: SMTP if SMTP_URL is set, otherwise files in DATA_DIR/mail.

import { join } from 'node:path'
import type { Mail, Mailer } from '@latchkey/schema/mailer.ts'
import type { Config } from '../config.ts'
import { createFolderMailer } from './folder-mailer.ts'
import { createSmtpMailer } from './smtp-mailer.ts'

interface ConfiguredMailer extends Mailer {
  /** Returns the path of the file that contains the mail, or null if a mail server accepted it. */
  send(mail: Mail): Promise<string | null>
}

type MailConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>

export function openMailer(config: MailConfig): ConfiguredMailer {
  const { smtpUrl: url, mailFrom: from } = config
  if (url === null) return createFolderMailer(mailFolder(config), from)
  const { send } = createSmtpMailer({ url, from })
  return { send: (mail) => send(mail).then(() => null) }
}

export function mailFolder({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'mail')
}
