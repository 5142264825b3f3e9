// /metrics: gauges of the database pools, pending jobs, rate limits and Redis.

import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createMetrics } from '@latchkey/server/observability/metrics.ts'
import { createServer } from '@latchkey/server/server.ts'
import { describe, expect, test } from 'vitest'
import { AUTH_KEYS, createWorld, MASTER_KEYS } from '../../support/world.ts'
import { countsIn, scrape } from './scrape.ts'

describe('gauges', () => {
  test('reports used and idle connections, waiting queries and pending jobs', async () => {
    await using world = await createWorld({ workers: false })
    const { database } = world
    const mailer = { send: () => Promise.reject(new Error('This test sends no mail.')) }
    const server = createServer({
      database,
      log: createLog('silent'),
      authKeys: AUTH_KEYS,
      masterKeys: MASTER_KEYS,
      mailer,
      workers: false,
    })
    await using opened = new AsyncDisposableStack()
    const url = await server.listen(0, '127.0.0.1')
    opened.defer(() => server.drain())
    for (const userId of ['usr_1', 'usr_2'])
      await createSystemTransaction(database.prisma)((tx) =>
        server.jobs.enqueue(tx, 'mail', { kind: 'WELCOME', userId }),
      )
    await database.jobPool.query('SELECT 1')
    const held = await database.credentialPool.connect()
    const waiting = database.credentialPool.query('SELECT 1')
    const { body } = await scrape(url)
    held.release()
    await waiting
    expect(countsIn(body, 'latchkey_database_connections')).toMatchObject({
      'general in_use': 0,
      'general idle': 1,
      'credentials in_use': 1,
      'credentials idle': 0,
    })
    expect(countsIn(body, 'latchkey_database_pending_queries')).toEqual({
      general: 0,
      credentials: 1,
      jobs: 0,
    })
    expect(countsIn(body, 'latchkey_pending_jobs')).toMatchObject({ mail: 2, 'sweep-uploads': 0 })
  })

  test('reports rate limits and Redis once there are values', async () => {
    const metrics = createMetrics()
    metrics.limited('window', 'PUBLIC')
    metrics.limited('burst', 'PARTNER')
    metrics.limited('burst', 'PARTNER')
    metrics.limited('addresses', null)
    expect(await metrics.registry.metrics()).not.toContain('redis')
    metrics.redis.up(true)
    for (let count = 0; count < 3; count += 1) metrics.redis.sent()
    metrics.redis.failed()
    metrics.redis.up(false)
    const text = await metrics.registry.metrics()
    expect(countsIn(text, 'latchkey_rate_limited_requests_total')).toEqual({
      'window PUBLIC': 1,
      'burst PARTNER': 2,
      'addresses none': 1,
    })
    expect(countsIn(text, 'latchkey_redis_up')).toEqual({ '': 0 })
    expect(countsIn(text, 'latchkey_redis_commands_total')).toEqual({ '': 3 })
    expect(countsIn(text, 'latchkey_redis_failures_total')).toEqual({ '': 1 })
  })
})
