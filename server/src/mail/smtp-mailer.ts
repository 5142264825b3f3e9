// Mails by SMTP. Connects for each mail, so that a mail server may be down while we start, and come back.

import type { Mailer } from '@latchkey/schema/mailer.ts'
import { createTransport } from 'nodemailer'
import { MailError, mailErrorOf } from './mail-error.ts'
import { isRecipient, oneLine } from './mail-headers.ts'
import { readSmtpUrl } from './smtp-url.ts'

/** For all of a mail. The limits of single steps alone would let a server trickle for ever. */
const TIMEOUT_MS = 30_000

export function createSmtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const place = readSmtpUrl(url)
  if (place === null) throw new Error('SMTP_URL is not the address of a mail server.')
  const transport = createTransport({
    ...place,
    // Where TLS may be left out, whoever is in between can take it away: then a certificate that nobody vouches for
    // is no worse than none, and a relay of one's own usually has such a one.
    tls: { rejectUnauthorized: place.requireTLS },
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // Its own log would contain addresses.
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text }) {
      if (!isRecipient(to)) throw new MailError('EADDRESS', true)
      try {
        await transport.sendMail({
          from,
          // As a string it would be read as a list.
          to: { name: '', address: to },
          subject: oneLine(subject),
          text,
          // Asks machines not to answer.
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(TIMEOUT_MS),
        })
      } catch (error) {
        throw mailErrorOf(error)
      }
    },
  }
}
