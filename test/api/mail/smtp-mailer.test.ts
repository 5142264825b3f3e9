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
  if (!(error instanceof MailError)) throw new Error(`Not a MailError: ${error}`)
  const said = `${JSON.stringify(error)} ${error.stack} ${error.cause}`
  expect(said).not.toMatch(/canary|bee\.example|Not for|No such user/i)
  return `${error.kind}${error.permanent ? ', for good' : ''}`
}

describe('the delivered mail', () => {
  test('has one recipient, the sender and a plain text body', async () => {
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

  test('line breaks in a subject neither start nor end a header', async () => {
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

  test('a line with a single dot does not end the mail', async () => {
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
  ])('rejects the recipient %j', async (to) => {
    await using inbox = await startInbox()
    expect(await failure(send(`smtp://127.0.0.1:${inbox.port}`, { to }))).toBe('EADDRESS, for good')
    expect(inbox.taken).toEqual([])
  })
})

describe('sign-in', () => {
  test('uses the decoded user and password of the URL', async () => {
    await using inbox = await startInbox({ disabledCommands: ['STARTTLS'] })
    await send(`smtp://door:${ENCODED}@127.0.0.1:${inbox.port}`)
    expect(inbox.taken).toMatchObject([{ user: 'door' }])
    expect(inbox.logins()).toBe(1)
  })

  test('fails permanently with a wrong password, without sending the mail', async () => {
    await using inbox = await startInbox({ disabledCommands: ['STARTTLS'] })
    const failed = failure(send(`smtp://door:wrong-canary@127.0.0.1:${inbox.port}`))
    expect(await failed).toBe('EAUTH 535, for good')
    expect(inbox.taken).toEqual([])
  })
})

describe('TLS', () => {
  test('sends neither mail nor password if TLS is required but not offered', async () => {
    await using inbox = await startInbox({ disabledCommands: ['STARTTLS'] })
    const failed = failure(send(`smtp://door:${ENCODED}@localhost:${inbox.port}?requireTLS=true`))
    expect(await failed).toMatch(/^ETLS/)
    expect(inbox.taken).toEqual([])
    expect(inbox.logins()).toBe(0)
  })

  test('sends nothing if TLS is required and the certificate is not trusted', async () => {
    await using inbox = await startInbox(WITH_LOGIN)
    const failed = failure(send(`smtp://door:${ENCODED}@localhost:${inbox.port}?requireTLS=true`))
    expect(await failed).toMatch(/^ESOCKET DEPTH_ZERO_SELF_SIGNED_CERT/)
    await using other = await startInbox({ ...WITH_TLS, secure: true })
    expect(await failure(send(`smtps://localhost:${other.port}`))).toMatch(/^ESOCKET DEPTH_ZERO/)
    expect([...inbox.taken, ...other.taken]).toEqual([])
    expect(inbox.logins()).toBe(0)
  })

  test('uses a trusted certificate with STARTTLS and with implicit TLS', async () => {
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

  test('uses TLS with any certificate if it is offered on localhost but not required', async () => {
    await using inbox = await startInbox(WITH_TLS)
    await send(`smtp://127.0.0.1:${inbox.port}`)
    expect(inbox.taken).toMatchObject([{ encrypted: true }])
  })
})

describe('rejected mails', () => {
  test('distinguishes permanently from temporarily rejected recipients', async () => {
    await using inbox = await startInbox()
    const url = `smtp://127.0.0.1:${inbox.port}`
    expect(await failure(send(url, { to: 'refused@bee.example' }))).toBe('EENVELOPE 550, for good')
    expect(await failure(send(url, { to: 'later@bee.example' }))).toBe('EENVELOPE 450')
    expect(inbox.taken).toEqual([])
  })

  test('fails if no server listens or the server closes the connection', async () => {
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
