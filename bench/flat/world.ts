// A database with a given number of keys and submissions, filled in SQL; one funder has a fifth.

import type { KeyKind, Tier } from '@latchkey/prisma'
import { digestOf, displayPrefix, mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import { migrateDatabase } from '@latchkey/server/jobs/migrate-database.ts'
import pg from 'pg'
import { type Cores, REST, SERVER } from '../cores.ts'
import { percent } from '../report/table.ts'
import { fillSteps, ID_FUNCTION, sharesOf } from './fill.ts'

/** The funder with a fifth of everything. The measured keys belong to it. */
const LARGEST = 'Harbor Street Capital'
const STEP = 50_000
/** Skips triggers: the generated rows are known to be valid. */
const UNGUARDED = 'SET session_replication_role = replica'

export interface FlatWorld {
  readonly keys: number
  readonly databaseUrl: string
  /** Secrets of BROKER keys in DEVELOPMENT, which create submissions. */
  readonly brokers: readonly string[]
  /** Secrets of TIERED keys in PRODUCTION, which read lists of data that does not change. */
  readonly funder: readonly string[]
  readonly lastSubmission: string
}

export interface FlatOptions {
  readonly cores: Cores
  /** URL of any database on the PostgreSQL server. */
  readonly url: string
  readonly keys: number
  /** How many secrets of each kind are known. */
  readonly secrets: { readonly brokers: number; readonly funder: number }
  readonly signal: AbortSignal
  readonly report: (line: string) => void
}

export async function makeFlatWorld(options: FlatOptions): Promise<FlatWorld> {
  const { url, keys, secrets, report } = options
  const own = new URL(url)
  own.pathname = `/flat_${keys}`
  const databaseUrl = own.href
  await withClient(url, (client) => client.query(`CREATE DATABASE flat_${keys}`))
  await migrateDatabase(databaseUrl)
  await fill(options, databaseUrl)
  return withClient(databaseUrl, async (client) => {
    const brokers = await knownSecrets(client, 'BROKER', 'PARTNER', 'DEVELOPMENT', secrets.brokers)
    const funder = await knownSecrets(client, 'TIERED', 'INTERNAL', 'PRODUCTION', secrets.funder)
    report(`${keys} keys: VACUUM ANALYZE`)
    await client.query('VACUUM ANALYZE')
    await client.query('CHECKPOINT')
    const { rows } = await client.query<{ last: string }>('SELECT max(id) AS last FROM submission')
    return { keys, databaseUrl, brokers, funder, lastSubmission: rows[0]?.last ?? '' }
  })
}

/**
 * Uses both cores, because nothing is measured yet. The steps are independent, so one worker starts with the
 * first and one with the last.
 */
async function fill({ cores, keys, signal, report }: FlatOptions, url: string): Promise<void> {
  const steps = fillSteps(sharesOf(keys), LARGEST).flatMap(({ name, rows, text }) =>
    Array.from({ length: Math.ceil(rows / STEP) }, (_, step) => {
      const from = step * STEP
      return { name, rows, text, from, to: Math.min(from + STEP, rows) - 1 }
    }),
  )
  let done = 0
  const all = steps.length
  const work = (next: () => (typeof steps)[number] | undefined, core: number) =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      await cores.move(rows[0]?.pid ?? 0, core)
      await client.query(UNGUARDED)
      await client.query('SET synchronous_commit = off')
      await client.query(ID_FUNCTION)
      for (let step = next(); step !== undefined; step = next()) {
        signal.throwIfAborted()
        await client.query(step.text, [step.from, step.to])
        done += 1
        if (all > 20)
          report(`${keys} keys: ${step.name} to ${step.to + 1} of ${step.rows} (${percent(done / all)})`)
      }
    })
  report(`${keys} keys: filling`)
  await Promise.all([work(() => steps.shift(), REST), work(() => steps.pop(), SERVER)])
}

/**
 * Deletes what was created since the fill, so that a small world stays small and no index is full of dead
 * rows.
 */
export async function revokeKeys({ databaseUrl, lastSubmission }: FlatWorld): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query('DELETE FROM owner WHERE submission_id > $1', [lastSubmission])
    await client.query('DELETE FROM submission WHERE id > $1', [lastSubmission])
    await client.query('VACUUM submission, owner')
  })
}

/** Gives some keys of the largest funder, spread over all its keys, known secrets. */
async function knownSecrets(
  client: pg.Client,
  kind: KeyKind,
  tier: Tier,
  environment: string,
  count: number,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT k.id FROM api_key k JOIN funder f ON f.id = k.funder_id
     WHERE f.name = $1 AND k.kind = $2 AND k.environment = $3 ORDER BY md5(k.id) LIMIT $4`,
    [LARGEST, kind, environment, count],
  )
  if (rows.length < count)
    throw new Error(`Found ${rows.length} ${kind} keys, but ${count} are required. Pass a larger --keys.`)
  await client.query(UNGUARDED)
  const known = rows.map(({ id }) => ({ id, secret: mintSecret(kind, tier) }))
  await client.query(
    `UPDATE secret SET digest = given.digest, prefix = given.prefix
     FROM unnest($1::text[], $2::bytea[], $3::text[]) AS given (api_key_id, digest, prefix)
     WHERE secret.api_key_id = given.api_key_id`,
    [
      known.map(({ id }) => id),
      known.map(({ secret }) => digestOf(secret)),
      known.map(({ secret }) => displayPrefix(secret)),
    ],
  )
  return known.map(({ secret }) => secret)
}

async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
