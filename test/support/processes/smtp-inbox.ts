// A real SMTP server on this machine that records the mails it receives.

import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail as the SMTP server received it. */
interface Taken {
  readonly from: string
  readonly to: readonly string[]
  /** The authenticated SMTP user. */
  readonly user: string | null
  readonly encrypted: boolean
  /** Header names in order, and the full text of the mail. */
  readonly headers: readonly string[]
  readonly raw: string
}

export interface SmtpInbox extends AsyncDisposable {
  readonly port: number
  readonly taken: readonly Taken[]
  /** How many times a client sent a password. */
  readonly logins: () => number
}

export const PASSWORD = 'pass/word:canary'

/**
 * Without options: no authentication, no TLS. Rejects mail to refused@ permanently and mail to later@
 * temporarily.
 */
export async function startInbox(options: SMTPServerOptions = {}, port = 0): Promise<SmtpInbox> {
  const taken: Taken[] = []
  let logins = 0
  const server = new SMTPServer({
    logger: false,
    disableReverseLookup: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onAuth({ username, password }, _session, done) {
      logins += 1
      if (password === PASSWORD) done(null, { user: username })
      else done(new Error(`No such user: ${username}, ${password}`))
    },
    onRcptTo({ address }, _session, done) {
      const responseCode = { refused: 550, later: 450 }[address.split('@')[0] ?? '']
      done(responseCode ? Object.assign(new Error(`Not for ${address}`), { responseCode }) : null)
    },
    onData(stream, { envelope, user, secure }, done) {
      const take = (raw: string) => {
        const { mailFrom, rcptTo } = envelope
        const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          user: user ?? null,
          encrypted: secure,
          headers: head.split('\r\n').map((line) => line.split(':')[0] ?? ''),
          raw,
        })
        done()
      }
      // The client may be killed while it sends.
      text(stream).then(take, done)
    },
    ...options,
  })
  // Clients that reject the certificate close the connection; that is expected.
  server.on('error', () => undefined)
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const bound = listening.address()
  if (bound === null || typeof bound === 'string') throw new Error('The SMTP server has no port.')
  return {
    port: bound.port,
    taken,
    logins: () => logins,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  }
}
