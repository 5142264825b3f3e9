// Mails are jobs: enqueued in the transaction that causes them, retried, and sent at least once.

import type { Mail, Mailer } from '@latchkey/schema/mailer.ts'
import { createSmtpMailer } from '@latchkey/server/mail/smtp-mailer.ts'
import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { tokenIn } from '../../support/person.ts'
import { Program } from '../../support/processes/server-process.ts'
import { startInbox } from '../../support/processes/smtp-inbox.ts'
import { createWorld, type World } from '../../support/world.ts'

const INVITE = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id status } }'

/** Invites a user with this name at the mail domain. */
async function invites(world: World, name: string) {
  const owner = await (await world.funder()).logsIn()
  const input = { username: `${name}.new`, name, email: `${name}@bee.example`, role: 'VIEWER' }
  return owner.query(INVITE, { input })
}

/** Waits until the log has a line that matches. */
async function logged(world: World, pattern: RegExp): Promise<void> {
  while (!world.log.some((line) => pattern.test(line)))
    await new Promise<void>((resolve) => setImmediate(resolve))
}

const smtp = (port: number) =>
  createSmtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'door@latchkey.example' })

test('retries a mail until the mail server is available; the link in it works', async () => {
  const { port } = await startInbox().then(async (inbox) => {
    await inbox[Symbol.asyncDispose]()
    return inbox
  })
  await using world = await createWorld({ mailer: smtp(port) })
  expect(outcome(await invites(world, 'sam'))).toBe('200')
  await logged(world, /sending a mail failed: retrying/)
  await using inbox = await startInbox({}, port)
  await world.jobsDone()
  expect(inbox.taken).toMatchObject([{ to: ['sam@bee.example'] }])
  const token = tokenIn({ text: (inbox.taken[0]?.raw ?? '').replaceAll('\r', '').replaceAll('=\n', '') })
  const password = 'another long walk, uphill'
  expect(outcome(await world.post('/auth/password/reset', { token, password }))).toBe('204')
  const lines = world.log.filter((line) => line.includes('sending a mail failed'))
  expect(lines.join('\n')).toMatch(/"kind":"ESOCKET ECONNREFUSED","tries":1/)
  expect(world.log.join('\n')).not.toContain('sam@bee.example')
})

test('gives up a permanently rejected mail, and retries others without blocking the queue', async () => {
  await using inbox = await startInbox()
  await using world = await createWorld({ mailer: smtp(inbox.port) })
  for (const name of ['refused', 'later', 'sam']) await invites(world, name)
  while (inbox.taken.length === 0) await new Promise<void>((resolve) => setImmediate(resolve))
  expect(inbox.taken.map(({ to }) => to)).toEqual([['sam@bee.example']])
  await logged(world, /giving up/)
  expect(world.log.find((line) => line.includes('giving up'))).toMatch(/"kind":"EENVELOPE 550"/)
  const failures = () => world.sql("SELECT output FROM pgboss.job WHERE output ? 'failure'")
  let found = await failures()
  while (found.length === 0) found = await failures()
  expect(found).toEqual([{ output: { failure: 'EENVELOPE 450' } }])
})

test('a mutation does not wait for the mail server', async () => {
  const handed = Promise.withResolvers<Mail>()
  const release = Promise.withResolvers<void>()
  const mailer: Mailer = {
    send: (mail) => {
      handed.resolve(mail)
      return release.promise
    },
  }
  await using world = await createWorld({ mailer })
  expect(outcome(await invites(world, 'sam'))).toBe('200')
  expect((await handed.promise).to).toBe('sam@bee.example')
  release.resolve()
})

test('jobs contain no address, user name or token; a mutation that fails enqueues none', async () => {
  await using world = await createWorld({ workers: false })
  expect(outcome(await invites(world, 'canary'))).toBe('200')
  expect(outcome(await invites(world, 'canary'))).toBe('409 USER_EXISTS')
  await world.post('/auth/password/forgotten', { login: 'canary@bee.example' })
  await world.post('/auth/password/forgotten', { login: 'canary.new' })
  const jobs = await world.sql(
    'SELECT name, data, to_jsonb(j)::text AS text FROM pgboss.job j ORDER BY created_on',
  )
  expect(jobs.map(({ name, data }) => [name, data.kind])).toEqual([
    ['mail', 'INVITATION'],
    ['mail', 'PASSWORD_RESET'],
    ['mail', 'PASSWORD_RESET'],
  ])
  for (const { text } of jobs) expect(text).not.toMatch(/canary|bee\.example/i)
  expect(await world.sql('SELECT count(*)::int AS tokens FROM password_token')).toEqual([{ tokens: 0 }])
})

test('a mail survives kill -9 of the server, before and while it is sent', async () => {
  await using world = await createWorld({ workers: false })
  const run = (variables: Record<string, string>) =>
    new Program({ DATABASE_URL: world.databaseUrl, SEED_DEMO: 'false', LOG_LEVEL: 'info', ...variables })
  const connected = Promise.withResolvers<void>()
  // Accepts connections and never answers.
  await using silent = await startInbox({ onConnect: () => connected.resolve() })
  // The world's server does not run jobs: the mail waits when the transaction has committed.
  expect(outcome(await invites(world, 'sam'))).toBe('200')
  await using first = run({ SMTP_URL: `smtp://127.0.0.1:${silent.port}?requireTLS=false` })
  await connected.promise
  await first.ends('SIGKILL')
  expect(await world.sql("SELECT state FROM pgboss.job WHERE name = 'mail'")).toEqual([{ state: 'active' }])
  // The claim of a dead worker expires after 30 seconds without a heartbeat.
  await world.sql("UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '1 minute'")
  await using inbox = await startInbox()
  await using second = run({ SMTP_URL: `smtp://127.0.0.1:${inbox.port}?requireTLS=false` })
  await second.prints(/listening/)
  await world.jobsDone()
  expect(inbox.taken).toMatchObject([{ to: ['sam@bee.example'] }])
})
