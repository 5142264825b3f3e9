// The usage writer: several servers at once, concurrent deletions, crashes, and retention.

import { connectionConfig } from '@latchkey/prisma'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createUsageRecorder } from '@latchkey/server/usage/usage-recorder.ts'
import pg from 'pg'
import { expect, test } from 'vitest'
import { Session } from '../../support/concurrency/database-gates.ts'
import { countDeadlocks } from '../../support/concurrency/deadlock-count.ts'
import { startServers } from '../../support/processes/server-pair.ts'
import { count } from '../../support/repeat-counts.ts'
import { createWorld, type World } from '../../support/world.ts'
import { addresses, asksFrom, hourOf, tenPastTen, usageOf, usedOf, VIEWER } from './usage-query.ts'

async function requestsOf(world: World, id: string): Promise<number> {
  const [{ requests }] = await world.sql(
    'SELECT COALESCE(sum(requests), 0)::int AS requests FROM usage_hour WHERE api_key_id = $1',
    id,
  )
  return requests
}

test('two servers that write during deletions lose no counts and never deadlock', async () => {
  await using world = await createWorld({ servers: 2 })
  await tenPastTen(world)
  const funder = await world.funder()
  const brokers = await funder.brokers(count(12, 40))
  const kept = brokers.slice(0, brokers.length / 2)
  const [sent, refused] = [new Map<string, number>(), new Map<string, number>()]
  const add = (to: Map<string, number>, id: string) => to.set(id, (to.get(id) ?? 0) + 1)
  let going = true
  const writes = world.servers.map(async ({ usageRecorder }) => {
    while (going) await usageRecorder.flush().then(() => new Promise(setImmediate))
  })
  const uses = brokers.map(async (broker, place) => {
    for (let index = 0; index < count(30, 200); index += 1) {
      const { status } = await asksFrom(broker, `127.0.${place % 4}.${1 + (index % 40)}`, {
        server: index % 2,
      })
      add(sent, broker.apiKeyId)
      if (status !== 200) add(refused, broker.apiKeyId)
    }
  })
  for (const broker of brokers.slice(kept.length)) await funder.deletes(broker.apiKeyId)
  await Promise.all(uses)
  going = false
  await Promise.all(writes)
  for (const { apiKeyId } of brokers) {
    const [used] = await usedOf(funder, apiKeyId)
    const many = refused.get(apiKeyId)
    expect(used).toMatchObject({
      requests: sent.get(apiKeyId),
      refusals: many === undefined ? [] : [{ code: 'API_KEY_INVALID', count: many }],
    })
  }
  for (const { apiKeyId } of kept) {
    const [used] = await usedOf(funder, apiKeyId)
    expect(used?.addresses).toBe(Math.min(40, count(30, 200)))
    expect((await funder.latchkey.apiKeys.get(apiKeyId)).addresses).toHaveLength(20)
  }
  expect(world.log.filter((line) => line.includes('was not'))).toEqual([])
  expect(await countDeadlocks(world)).toBe(0)
})

test('a deletion does not wait for a usage write in an open transaction', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const brokers = await funder.brokers(2)
  for (const broker of brokers) await broker.query(VIEWER)
  await world.flushUsage()
  // One connection, in a transaction that stays open with all its locks.
  const pool = new pg.Pool({ ...connectionConfig(world.databaseUrl, 'test'), max: 1 })
  await pool.query('BEGIN')
  const errors: string[] = []
  const usageRecorder = createUsageRecorder(
    { pool },
    createLog('warn', { write: (line: string) => errors.push(line) }),
  )
  const rows = await world.sql('SELECT * FROM credential WHERE kind = $1', 'BROKER')
  for (const row of rows) {
    for (const address of addresses(30))
      usageRecorder.accepted({ row, digest: row.digest, address, userAgent: '' })
    usageRecorder.refused({ row, digest: row.digest, address: '127.0.0.9', userAgent: '' }, 'API_KEY_INVALID')
  }
  await usageRecorder.flush()
  expect(errors).toEqual([])
  expect((await funder.deletes(brokers[0]!.apiKeyId)).status).toBe(200)
  await using psql = await Session.open(world)
  await psql.sql(`SET lock_timeout = '10s'`)
  const off = `UPDATE api_key SET state = 'INACTIVE' WHERE id = $1`
  expect(await psql.tries(off, brokers[1]!.apiKeyId)).toBe('done')
  const { rows: counted } = await pool.query(
    `SELECT FROM usage_hour WHERE refusals = '{"API_KEY_INVALID": 1}'`,
  )
  expect(counted).toHaveLength(2)
  await pool.query('COMMIT')
  await pool.end()
  expect(await countDeadlocks(world)).toBe(0)
})

test('a key deleted in psql does not affect the pending usage of other keys', async () => {
  await using world = await createWorld()
  await tenPastTen(world)
  const funder = await world.funder()
  const [one, two] = await funder.brokers(2)
  for (const broker of [one!, two!]) await broker.query(VIEWER)
  await world.sql('DELETE FROM api_key WHERE id = $1', one!.apiKeyId)
  expect(await usedOf(funder, two!.apiKeyId)).toEqual([{ requests: 1, cost: 1, refusals: [], addresses: 1 }])
  const { secrets } = await funder.latchkey.apiKeys.get(two!.apiKeyId)
  expect(secrets[0]?.use?.count).toBe(1)
  expect(world.log.filter((line) => line.includes('was not'))).toEqual([])
  // The remaining rows go when the last hour goes; for other keys, rows older than 90 days go.
  const left = 'SELECT api_key_id FROM key_address WHERE api_key_id <> $1 ORDER BY 1'
  expect(await world.sql(left, funder.apiKeyId)).toHaveLength(2)
  await world.advance('60 days')
  await two!.query(VIEWER)
  await world.flushUsage()
  await world.advance('32 days')
  await funder.query(VIEWER)
  await world.flushUsage()
  expect(await world.sql(left, funder.apiKeyId)).toEqual([{ api_key_id: two!.apiKeyId }])
  await world.advance('60 days')
  await funder.query(VIEWER)
  await world.flushUsage()
  expect(await world.sql(left, funder.apiKeyId)).toEqual([])
})

test('after a crash, the counts are between what was written and what was sent', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const servers = await startServers(1, { url: world.databaseUrl, connections: 5 })
  const sendQuery = () =>
    fetch(`${servers.addresses[0]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': broker.secret },
      body: JSON.stringify({ query: VIEWER }),
    }).then((response) => expect(response.status).toBe(200))
  let sent = 0
  for (; sent < 10; sent += 1) await sendQuery()
  const written = () => requestsOf(world, broker.apiKeyId)
  await expect.poll(written, { timeout: 20_000 }).toBe(10)
  for (; sent < 20; sent += 1) await sendQuery()
  // Stops without a drain.
  await servers[Symbol.asyncDispose]()
  expect(await written()).toBeGreaterThanOrEqual(10)
  expect(await written()).toBeLessThanOrEqual(sent)
})

test('a draining server writes the pending usage', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.query(VIEWER)
  await world.servers[0]!.drain()
  expect(await requestsOf(world, broker.apiKeyId)).toBe(1)
})

test('keeps usage for today and the 90 days before, and the counted addresses for two days', async () => {
  await using world = await createWorld()
  const day = await tenPastTen(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const id = broker.apiKeyId
  // More than one batch of the retention job.
  await world.sql(
    `INSERT INTO usage_hour SELECT 'apk_' || n, $1::timestamptz - n * interval '1 hour', 1, 1, 1, 1, '{}'
     FROM generate_series(1, 12000) n`,
    day,
  )
  await world.sql(
    `INSERT INTO usage_address SELECT api_key_id, (hour AT TIME ZONE 'UTC')::date, 'somewhere', 1 FROM usage_hour`,
  )
  await asksFrom(broker, '127.0.0.2')
  await asksFrom(broker, '127.0.0.2', { query: '{ users { totalCount } }' })
  for (let writes = 0; writes < 4; writes += 1) {
    await funder.query(VIEWER)
    await world.flushUsage()
  }
  const oldest = async (table: string, column = 'hour') =>
    (await world.sql(`SELECT min(${column}) AS oldest FROM ${table}`))[0].oldest.toISOString()
  expect(await oldest('usage_hour')).toBe(hourOf(day, -90 * 24))
  expect(await oldest('usage_address', `day::timestamp AT TIME ZONE 'UTC'`)).toBe(hourOf(day, -24))

  await world.advance('90 days')
  await funder.query(VIEWER)
  const was = { requests: 2, addresses: 1, refusals: [{ code: 'WRONG_KEY_KIND', count: 1 }] }
  expect((await usageOf(funder, id, { by: 'DAY', from: hourOf(day, 0) }))[0]).toMatchObject(was)
  await world.advance('1 day')
  await funder.query(VIEWER)
  await world.flushUsage()
  expect(await requestsOf(world, id)).toBe(0)
})
