// The outbox: no request waits for SMTP, failed mails are retried, and the log has no mail content.

import type { Mail, Mailer } from '@latchkey/schema/mailer.ts'
import { MailError } from '@latchkey/server/mail/mail-error.ts'
import { createOutbox } from '@latchkey/server/mail/outbox.ts'
import { createSmtpMailer } from '@latchkey/server/mail/smtp-mailer.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { expect, test } from 'vitest'
import { startInbox } from '../support/processes/smtp-inbox.ts'

const mailTo = (to: string): Mail => ({ to, subject: 'Canary subject', text: 'Canary text' })
const MAIL = mailTo('sam@bee.example')

/** A log whose lines a test can wait for. */
class Lines {
  readonly all: { level: number; msg: string; [field: string]: unknown }[] = []
  #told: () => void = () => undefined
  readonly log = createLog('debug', {
    write: (line) => {
      this.all.push(JSON.parse(line))
      this.#told()
    },
  })

  async logged(pattern: RegExp): Promise<void> {
    while (!this.all.some(({ msg }) => pattern.test(msg)))
      await new Promise<void>((resolve) => {
        this.#told = resolve
      })
  }

  /** The lines without their common fields. No line may contain anything of a mail. */
  get told(): string[] {
    expect(JSON.stringify(this.all)).not.toMatch(/canary|bee\.example/i)
    return this.all.map(({ msg, kind, tries, waiting }) =>
      [msg, kind, tries, waiting].filter((part) => part !== undefined).join(' / '),
    )
  }
}

/** A mailer that accepts or rejects mails when the test decides. */
class Held implements Mailer {
  readonly sent: { mail: Mail; settle: PromiseWithResolvers<void> }[] = []
  #told: () => void = () => undefined

  send(mail: Mail): Promise<void> {
    const settle = Promise.withResolvers<void>()
    this.sent.push({ mail, settle })
    this.#told()
    return settle.promise
  }

  /** Waits until the nth mail is handed over, and returns it. */
  async nth(index: number): Promise<{ mail: Mail; settle: PromiseWithResolvers<void> }> {
    for (;;) {
      const found = this.sent[index]
      if (found) return found
      await new Promise<void>((resolve) => {
        this.#told = resolve
      })
    }
  }
}

test('retries a mail until the mail server is available', async () => {
  const lines = new Lines()
  const { port } = await startInbox().then(async (inbox) => {
    await inbox[Symbol.asyncDispose]()
    return inbox
  })
  const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'door@latchkey.example' })
  const outbox = createOutbox(mailer, lines.log)
  outbox.post(MAIL)
  await lines.logged(/retrying/)
  await using inbox = await startInbox({}, port)
  await outbox.idle()
  expect(inbox.taken).toMatchObject([{ to: ['sam@bee.example'] }])
  expect(lines.told).toEqual(['sending a mail failed: retrying / ESOCKET ECONNREFUSED / 1'])
})

test('drops permanently rejected mails and retries others without blocking the queue', async () => {
  const lines = new Lines()
  await using inbox = await startInbox()
  const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${inbox.port}`, from: 'door@latchkey.example' })
  const outbox = createOutbox(mailer, lines.log, [1, 1])
  for (const name of ['refused', 'later', 'sam']) outbox.post(mailTo(`${name}@bee.example`))
  await outbox.idle()
  expect(inbox.taken.map(({ to }) => to)).toEqual([['sam@bee.example']])
  expect(lines.told).toEqual([
    'sending a mail failed: giving up / EENVELOPE 550 / 1',
    'sending a mail failed: retrying / EENVELOPE 450 / 1',
    'sending a mail failed: retrying / EENVELOPE 450 / 2',
    'sending a mail failed: giving up / EENVELOPE 450 / 3',
  ])
})

test('returns from `post` immediately and sends mails one at a time', async () => {
  const held = new Held()
  const outbox = createOutbox(held, new Lines().log)
  for (const name of ['a', 'b']) outbox.post(mailTo(`${name}@bee.example`))
  expect(held.sent).toEqual([])
  const first = await held.nth(0)
  expect(held.sent).toHaveLength(1)
  first.settle.resolve()
  const second = await held.nth(1)
  expect([first, second].map(({ mail }) => mail.to)).toEqual(['a@bee.example', 'b@bee.example'])
  second.settle.resolve()
  await outbox.idle()
  expect(held.sent).toHaveLength(2)
})

test('queues at most 1000 mails, including those that wait for a retry', async () => {
  const lines = new Lines()
  const held = new Held()
  const outbox = createOutbox(held, lines.log, [1_000_000])
  for (let count = 0; count < 1_000; count += 1) outbox.post(MAIL)
  const first = await held.nth(0)
  first.settle.reject(new Error('Canary'))
  await held.nth(1)
  outbox.post(MAIL)
  expect(lines.told).toEqual([
    'sending a mail failed: retrying / unknown / 1',
    'mail dropped: the queue is full / 1000',
  ])
})

test('drain waits for the current mail and makes a last attempt for waiting mails', async () => {
  const lines = new Lines()
  const held = new Held()
  const outbox = createOutbox(held, lines.log, [1_000_000, 1_000_000])
  for (const name of ['a', 'b']) outbox.post(mailTo(`${name}@bee.example`))
  ;(await held.nth(0)).settle.reject(new MailError('EOLD', false))
  const second = await held.nth(1)
  let drained = false
  const draining = outbox.drain(600_000).then(() => {
    drained = true
  })
  second.settle.resolve()
  const third = await held.nth(2)
  expect(third.mail.to).toBe('a@bee.example')
  expect(drained).toBe(false)
  third.settle.reject(new MailError('ENEW', false))
  await draining
  expect(lines.told).toEqual([
    'sending a mail failed: retrying / EOLD / 1',
    'sending a mail failed: giving up / ENEW / 2',
  ])
})

test('drain stops at its timeout, logs the number of unsent mails and drops them', async () => {
  const lines = new Lines()
  const held = new Held()
  const outbox = createOutbox(held, lines.log)
  for (const name of ['a', 'b']) outbox.post(mailTo(`${name}@bee.example`))
  const first = await held.nth(0)
  await outbox.drain(1)
  expect(lines.told).toEqual(['mails dropped: the server is stopping / 2'])
  first.settle.resolve()
  await outbox.idle()
  expect(held.sent).toHaveLength(1)
})
