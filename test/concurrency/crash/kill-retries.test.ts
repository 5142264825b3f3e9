// kill -9 during mutations with Idempotency-Keys. The test then sends all of them again.
// Each mutation was applied exactly once, and the idempotency records match what was done.

import { connectionConfig, findEmbedded } from '@latchkey/prisma'
import pg from 'pg'
import { expect, it } from 'vitest'
import {
  CREATE_KEY,
  SUBMIT_WITH_OWNERS,
  sendQuery,
  type TimedResult,
  VIEWER,
} from '../../support/concurrency/timed-request.ts'
import { count } from '../../support/repeat-counts.ts'
import { Installation } from './installation.ts'

const SUBMISSIONS = count(120, 600)
const KEYS = count(60, 300)
const AT_ONCE = 16
const OWNERS = [{ firstName: 'Ada', lastName: 'Miller', ownershipPercent: 60 }]

interface Sent {
  readonly key: string
  readonly secret: string
  readonly query: string
  readonly variables: object
}

it.each([
  { what: 'the server', alsoPostgres: false },
  { what: 'the server and its PostgreSQL', alsoPostgres: true },
])('after kill -9 of $what, retrying all requests applies each exactly once', async ({ alsoPostgres }) => {
  await using latchkey = await Installation.create({})
  const first = await latchkey.start()
  const broker = await sendQuery(first.address, first.key, CREATE_KEY, { email: 'sam@juniper.example' })
  await knowBrokers(latchkey)
  const all = mixed(first.key, broker.data.createBrokerKey.secret)

  let answered = 0
  let killed: Promise<unknown> | undefined
  const kill = async () => {
    const postgres = alsoPostgres ? await latchkey.postmaster() : null
    if (postgres !== null) process.kill(postgres, 'SIGKILL')
    await latchkey.end('SIGKILL')
  }
  const before = await throughAll(all, async (one) => {
    const told = await send(first.address, one).catch(() => null)
    if (told?.status === 200) answered += 1
    if (answered >= all.length / 2) killed ??= kill()
    return told
  })
  await killed
  expect(answered).toBeLessThan(all.length)

  const again = await latchkey.start()
  await withDatabase(latchkey, async (client) => {
    const { rows } = await client.query(HALVES)
    expect(rows).toEqual([])
    const recorded = await client.query('SELECT FROM idempotent_request')
    expect(recorded.rowCount).toBeGreaterThanOrEqual(answered)
    console.log(`kill -9: ${answered} of ${all.length} answered, ${recorded.rowCount} applied`)
  })
  const after = await throughAll(all, (one) => send(again.address, one))
  for (const [index, told] of after.entries()) {
    expect(told).toMatchObject({ status: 200, code: null })
    const known = before[index]
    if (known?.status === 200) expect(idIn(told)).toBe(idIn(known))
  }
  expect(new Set(after.map(idIn)).size).toBe(all.length)
  await withDatabase(latchkey, async (client) => {
    expect((await client.query(HALVES)).rows).toEqual([])
    expect((await client.query('SELECT FROM idempotent_request')).rowCount).toBe(all.length)
    const named = await client.query(
      `SELECT count(*)::int AS all, count(DISTINCT name)::int AS names FROM submission WHERE name LIKE 'Sent again %'`,
    )
    expect(named.rows).toEqual([{ all: SUBMISSIONS, names: SUBMISSIONS }])
    const keys = await client.query(
      `SELECT count(*)::int AS all, count(DISTINCT relationship_id)::int AS relationships
       FROM api_key WHERE name LIKE 'Sent again %'`,
    )
    expect(keys.rows).toEqual([{ all: KEYS, relationships: KEYS }])
  })
  // Each key exists with a working secret, whether or not its first response was lost.
  const secrets = after
    .map(({ data }) => data.createBrokerKey?.secret)
    .filter((secret) => secret !== undefined)
  expect(secrets).toHaveLength(KEYS)
  const uses = await throughAll(secrets, (secret) => sendQuery(again.address, secret, VIEWER))
  expect(new Set(uses.map(({ status }) => status))).toEqual(new Set([200]))
})

/** Work that was done without a record, recorded without being done, or done in part. */
const HALVES = `
  SELECT coalesce(s.id, 'nothing') AS done, r.result_id AS recorded
  FROM (SELECT id FROM submission WHERE name LIKE 'Sent again %') s
  FULL JOIN (SELECT result_id FROM idempotent_request WHERE field = 'createSubmission') r ON r.result_id = s.id
  WHERE s.id IS NULL OR r.result_id IS NULL
  UNION ALL
  SELECT coalesce(k.id, 'nothing'), r.result_id
  FROM (SELECT k.id, encode(s.digest, 'hex') AS digest FROM api_key k
        LEFT JOIN secret s ON s.api_key_id = k.id AND s.state = 'CURRENT' WHERE k.name LIKE 'Sent again %') k
  FULL JOIN (SELECT result_id FROM idempotent_request WHERE field = 'createBrokerKey') r ON r.result_id = k.digest
  WHERE k.id IS NULL OR r.result_id IS NULL
  UNION ALL
  SELECT s.id, 'without its owner' FROM submission s
  WHERE s.name LIKE 'Sent again %' AND NOT EXISTS (SELECT FROM owner o WHERE o.submission_id = s.id)`

/** Alternates between mutations of both kinds. */
function mixed(funder: string, broker: string): Sent[] {
  const submissions = Array.from({ length: SUBMISSIONS }, (_, index) => ({
    key: `submission-${index}`,
    secret: broker,
    query: SUBMIT_WITH_OWNERS,
    variables: { name: `Sent again ${index}`, owners: OWNERS },
  }))
  const keys = Array.from({ length: KEYS }, (_, index) => ({
    key: `key-${index}`,
    secret: funder,
    query: CREATE_KEY,
    variables: { name: `Sent again ${index}`, email: `sam@again-${index}.example` },
  }))
  const every = SUBMISSIONS / KEYS
  return keys.flatMap((key, index) => [...submissions.slice(index * every, (index + 1) * every), key])
}

async function throughAll<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const waiting = all.entries()
  const results: R[] = []
  const work = async () => {
    for (const [index, one] of waiting) results[index] = await act(one)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}

function send(address: string, { key, secret, query, variables }: Sent): Promise<TimedResult> {
  return sendQuery(address, () => ({ 'x-api-key': secret, 'idempotency-key': key }), query, variables)
}

function idIn({ data }: TimedResult): string {
  return data.createSubmission?.id ?? data.createBrokerKey?.apiKey.id
}

/** Adds brokers without keys to the platform's directory. */
function knowBrokers(latchkey: Installation): Promise<void> {
  return withDatabase(latchkey, async (client) => {
    await client.query(
      `INSERT INTO broker (id, name) SELECT 'brk_again' || n, 'Broker ' || n FROM generate_series(0, $1 - 1) n`,
      [KEYS],
    )
    await client.query(
      `INSERT INTO broker_domain (domain, broker_id)
       SELECT 'again-' || n || '.example', 'brk_again' || n FROM generate_series(0, $1 - 1) n`,
      [KEYS],
    )
  })
}

async function withDatabase(
  latchkey: Installation,
  act: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const found = await findEmbedded(latchkey.dataDir)
  if (found.state !== 'running') throw new Error("The installation's PostgreSQL is not running.")
  const client = new pg.Client(connectionConfig(found.url, 'test'))
  await client.connect()
  try {
    await act(client)
  } finally {
    await client.end()
  }
}
