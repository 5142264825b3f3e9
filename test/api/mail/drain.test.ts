// A stopping server finishes the mail that it is sending. Another server sends the rest.

import type { Mail } from '@latchkey/schema/mailer.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer } from '@latchkey/server/server.ts'
import { expect, test } from 'vitest'
import { jobsDone } from '../../support/jobs-done.ts'
import { AUTH_KEYS, createWorld, MASTER_KEYS, type World } from '../../support/world.ts'

async function startServer(world: World, send: (mail: Mail) => Promise<void>) {
  const server = createServer({
    database: world.database,
    log: createLog('silent'),
    authKeys: AUTH_KEYS,
    masterKeys: MASTER_KEYS,
    mailer: { send },
  })
  await server.listen(0, '127.0.0.1')
  return server
}

test('drain waits for the mail in progress; no mail is lost', async () => {
  await using world = await createWorld({ workers: false })
  const { username } = await (await world.funder()).logsIn()
  const forgets = () => world.post('/auth/password/forgotten', { login: username })
  const started = Promise.withResolvers<void>()
  const accepted = Promise.withResolvers<void>()
  const sent: string[] = []
  const first = await startServer(world, async () => {
    started.resolve()
    await accepted.promise
    sent.push('first')
  })
  await forgets()
  await started.promise
  const drained = first.drain()
  await forgets()
  expect(sent).toEqual([])
  accepted.resolve()
  await drained
  expect(sent).toEqual(['first'])
  const second = await startServer(world, async () => {
    sent.push('second')
  })
  await jobsDone([second])
  await second.drain()
  expect(sent).toEqual(['first', 'second'])
})
