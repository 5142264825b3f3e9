// A stopping server sends the queued mails before it exits.

import { createSmtpMailer } from '@latchkey/server/mail/smtp-mailer.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer } from '@latchkey/server/server.ts'
import { expect, test } from 'vitest'
import { startInbox } from '../../support/processes/smtp-inbox.ts'
import { AUTH_KEYS, createWorld, MASTER_KEYS } from '../../support/world.ts'

test('drain resolves after the posted mails were delivered', async () => {
  await using world = await createWorld()
  await using inbox = await startInbox()
  const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${inbox.port}`, from: 'door@latchkey.example' })
  const server = createServer({
    database: world.database,
    log: createLog('silent'),
    authKeys: AUTH_KEYS,
    masterKeys: MASTER_KEYS,
    mailer,
  })
  await server.listen(0, '127.0.0.1')
  for (const name of ['sam', 'kim', 'zoe'])
    server.outbox.post({ to: `${name}@bee.example`, subject: 'Hello', text: 'Hello' })
  expect(inbox.taken).toEqual([])
  await server.drain()
  expect(inbox.taken.map(({ to }) => to)).toEqual([
    ['sam@bee.example'],
    ['kim@bee.example'],
    ['zoe@bee.example'],
  ])
})
