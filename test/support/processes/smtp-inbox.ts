// A real mail server on this machine, and what it was given.

import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail as the mail server took it. */
interface Taken {
  readonly from: string
  readonly to: readonly string[]
  /** Of whoever logged in. */
  readonly user: string | null
  readonly encrypted: boolean
  /** Names of the headers in order, and all of the mail. */
  readonly headers: readonly string[]
  readonly raw: string
}

export interface SmtpInbox extends AsyncDisposable {
  readonly port: number
  readonly taken: readonly Taken[]
  /** How often somebody told it a password. */
  readonly logins: () => number
}

export const PASSWORD = 'pass/word:canary'

/** Without options: no log-in, no TLS. It refuses what is for refused@ for good and what is for later@ for now. */
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
      void text(stream).then((raw) => {
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
      })
    },
    ...options,
  })
  // Those that hang up on a certificate are expected.
  server.on('error', () => undefined)
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const bound = listening.address()
  if (bound === null || typeof bound === 'string') throw new Error('No port.')
  return {
    port: bound.port,
    taken,
    logins: () => logins,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  }
}
