// Mails over SMTP to a real mail server: what it receives, and when it receives nothing.

import { createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { Mail } from '@latchkey/schema/mailer.ts'
import { MailError } from '@latchkey/server/mail/mail-error.ts'
import { createSmtpMailer } from '@latchkey/server/mail/smtp-mailer.ts'
import { describe, expect, test } from 'vitest'
import { PASSWORD, startInbox } from '../../support/processes/smtp-inbox.ts'
import { makeCertificate } from './certificate.ts'

const MAIL: Mail = { to: 'sam@bee.example', subject: 'Canary subject', text: 'Canary text' }
const FROM = 'Latchkey <door@latchkey.example>'
const ENCODED = encodeURIComponent(PASSWORD)
const certificate = makeCertificate()
const WITH_TLS = { ...certificate, disabledCommands: ['AUTH'] }
const WITH_LOGIN = { ...certificate, disabledCommands: [] }

function send(url: string, mail: Partial<Mail> = {}): Promise<unknown> {
  return createSmtpMailer({ url, from: FROM }).send({ ...MAIL, ...mail })
}

/** Returns the error, which must not contain anything of the mail, the password or the mail server. */
async function failure(sending: Promise<unknown>): Promise<string> {
  const error: unknown = await sending.catch((thrown: unknown) => thrown)
  if (!(error instanceof MailError)) throw new Error(`No failure of a mail: ${error}`)
  const said = `${JSON.stringify(error)} ${error.stack} ${error.cause}`
  expect(said).not.toMatch(/canary|bee\.example|Not for|No such user/i)
  return `${error.kind}${error.permanent ? ', for good' : ''}`
}

describe('what arrives', () => {
  test('one recipient, the sender, a plain text', async () => {
    await using inbox = await startInbox()
    await send(`smtp://127.0.0.1:${inbox.port}`)
    const [mail] = inbox.taken
    expect(mail).toMatchObject({
      from: 'door@latchkey.example',
      to: ['sam@bee.example'],
      user: null,
      encrypted: false,
    })
    expect(mail?.raw).toContain('\r\nFrom: Latchkey <door@latchkey.example>\r\n')
    expect(mail?.raw).toContain('\r\nTo: sam@bee.example\r\n')
    expect(mail?.raw).toContain('\r\nSubject: Canary subject\r\n')
    expect(mail?.raw).toContain('\r\nContent-Type: text/plain; charset=utf-8\r\n')
    expect(mail?.raw.split('\r\n\r\n').slice(1).join()).toBe('Canary text\r\n')
  })

  test('line breaks in a subject begin no header, and end none', async () => {
    await using inbox = await startInbox()
    const url = `smtp://127.0.0.1:${inbox.port}`
    await send(url)
    for (const subject of [
      'a\r\nBcc: eve@evil.example\r\n\r\nb',
      'a\nBcc: eve@evil.example',
      'a\rBcc: x',
      'a\u0000b',
    ])
      await send(url, { subject })
    const [plain, ...others] = inbox.taken
    expect(plain?.headers).toContain('Subject')
    for (const { headers, to } of others) {
      expect(headers).toEqual(plain?.headers)
      expect(to).toEqual(['sam@bee.example'])
    }
    expect(others[0]?.raw).toContain('\r\nSubject: a Bcc: eve@evil.example b\r\n')
  })

  test('a line with a single dot ends no mail', async () => {
    await using inbox = await startInbox()
    await send(`smtp://127.0.0.1:${inbox.port}`, { text: 'a\r\n.\r\nRCPT TO:<eve@evil.example>\n.\nb' })
    expect(inbox.taken).toHaveLength(1)
    expect(inbox.taken[0]?.raw).toMatch(/\r\n\r\na\r\n\.\r\nRCPT TO:<eve@evil.example>\r\n\.\r\nb\r\n$/)
  })

  test.each([
    'sam@bee.example, eve@evil.example',
    'sam@bee.example;eve@evil.example',
    'sam@bee.example\r\nBcc: eve@evil.example',
    'sam@bee.example\n',
    'sam@bee.example>\r\nRCPT TO:<eve@evil.example',
    'Sam <sam@bee.example>',
    'friends: sam@bee.example, eve@evil.example;',
    'sam',
    '',
  ])('no recipient: %j', async (to) => {
    await using inbox = await startInbox()
    expect(await failure(send(`smtp://127.0.0.1:${inbox.port}`, { to }))).toBe('EADDRESS, for good')
    expect(inbox.taken).toEqual([])
  })
})

describe('log-in', () => {
  test('the user and the password of the URL, decoded', async () => {
    await using inbox = await startInbox({ disabledCommands: ['STARTTLS'] })
    await send(`smtp://door:${ENCODED}@127.0.0.1:${inbox.port}`)
    expect(inbox.taken).toMatchObject([{ user: 'door' }])
    expect(inbox.logins()).toBe(1)
  })

  test('a wrong password: nothing is sent, for good, and the password is not told', async () => {
    await using inbox = await startInbox({ disabledCommands: ['STARTTLS'] })
    const failed = failure(send(`smtp://door:wrong-canary@127.0.0.1:${inbox.port}`))
    expect(await failed).toBe('EAUTH 535, for good')
    expect(inbox.taken).toEqual([])
  })
})

describe('TLS', () => {
  test('required and not offered: nothing is said, the password neither', async () => {
    await using inbox = await startInbox({ disabledCommands: ['STARTTLS'] })
    const failed = failure(send(`smtp://door:${ENCODED}@localhost:${inbox.port}?requireTLS=true`))
    expect(await failed).toMatch(/^ETLS/)
    expect(inbox.taken).toEqual([])
    expect(inbox.logins()).toBe(0)
  })

  test('required, with a certificate that nobody vouches for: nothing is said', async () => {
    await using inbox = await startInbox(WITH_LOGIN)
    const failed = failure(send(`smtp://door:${ENCODED}@localhost:${inbox.port}?requireTLS=true`))
    expect(await failed).toMatch(/^ESOCKET DEPTH_ZERO_SELF_SIGNED_CERT/)
    await using other = await startInbox({ ...WITH_TLS, secure: true })
    expect(await failure(send(`smtps://localhost:${other.port}`))).toMatch(/^ESOCKET DEPTH_ZERO/)
    expect([...inbox.taken, ...other.taken]).toEqual([])
    expect(inbox.logins()).toBe(0)
  })

  test('with a certificate that is trusted: by STARTTLS, and from the first byte', async () => {
    const before = getCACertificates('default')
    setDefaultCACertificates([...before, certificate.cert])
    try {
      await using inbox = await startInbox(WITH_LOGIN)
      await send(`smtp://door:${ENCODED}@localhost:${inbox.port}?requireTLS=true`)
      expect(inbox.taken).toMatchObject([{ encrypted: true, user: 'door' }])
      await using other = await startInbox({ ...WITH_TLS, secure: true })
      await send(`smtps://localhost:${other.port}`)
      expect(other.taken).toMatchObject([{ encrypted: true }])
      // The certificate is valid for localhost only.
      expect(await failure(send(`smtps://127.0.0.1:${other.port}`))).toMatch(/ALTNAME/)
    } finally {
      setDefaultCACertificates(before)
    }
  })

  test('not required, on this machine: taken where it is offered, whatever the certificate', async () => {
    await using inbox = await startInbox(WITH_TLS)
    await send(`smtp://127.0.0.1:${inbox.port}`)
    expect(inbox.taken).toMatchObject([{ encrypted: true }])
  })
})

describe('what is not taken', () => {
  test('a recipient refused for good, and one refused for now', async () => {
    await using inbox = await startInbox()
    const url = `smtp://127.0.0.1:${inbox.port}`
    expect(await failure(send(url, { to: 'refused@bee.example' }))).toBe('EENVELOPE 550, for good')
    expect(await failure(send(url, { to: 'later@bee.example' }))).toBe('EENVELOPE 450')
    expect(inbox.taken).toEqual([])
  })

  test('nobody there, and somebody who hangs up', async () => {
    const { port } = await startInbox().then(async (inbox) => {
      await inbox[Symbol.asyncDispose]()
      return inbox
    })
    expect(await failure(send(`smtp://127.0.0.1:${port}`))).toBe('ESOCKET ECONNREFUSED')

    const rude = createServer((socket) => socket.end())
    await new Promise<void>((resolve) => rude.listen(port, '127.0.0.1', resolve))
    try {
      expect(await failure(send(`smtp://127.0.0.1:${port}`))).toMatch(/^(ECONNECTION|ESOCKET)/)
    } finally {
      rude.close()
    }
  })
})
