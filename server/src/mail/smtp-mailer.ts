// SMTP mailer. Connects for each mail, so the mail server may be down at start and come back later.

import type { Mailer } from '@latchkey/schema/mailer.ts'
import { createTransport } from 'nodemailer'
import { MailError, mailErrorOf } from './mail-error.ts'
import { isRecipient, oneLine } from './mail-headers.ts'
import { readSmtpUrl } from './smtp-url.ts'

/** Timeout of a whole mail. Timeouts of single steps alone would let a slow server hold it forever. */
const TIMEOUT_MS = 30_000

export function createSmtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const place = readSmtpUrl(url)
  if (place === null) throw new Error('SMTP_URL is not a valid mail server URL.')
  const transport = createTransport({
    ...place,
    // If TLS is optional, an attacker in the network can remove it anyway. An unverified certificate is then
    // no worse than no TLS, and internal relays usually have such a certificate.
    tls: { rejectUnauthorized: place.requireTLS },
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // The library's log would contain addresses.
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
          // As a string, the library would parse it as a list of addresses.
          to: { name: '', address: to },
          subject: oneLine(subject),
          text,
          // Asks autoresponders not to reply.
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(TIMEOUT_MS),
        })
      } catch (error) {
        throw mailErrorOf(error)
      }
    },
  }
}
