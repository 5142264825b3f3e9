// Exports `readMigrationState`, which compares a database with our migrations without changing it.

import pg from 'pg'
import { connectionConfig } from './connection.ts'
import { migrationNames } from './models.ts'

export interface MigrationState {
  /** Our migrations that are applied, oldest first. */
  readonly applied: readonly string[]
  /** Our migrations that are not applied yet, oldest first. */
  readonly pending: readonly string[]
  /** Applied migrations that we do not have: the database is newer than this program. */
  readonly unknown: readonly string[]
  /** Migrations that were started and not finished. */
  readonly unfinished: readonly string[]
}

export async function readMigrationState(url: string): Promise<MigrationState> {
  const ours = await migrationNames()
  const history = await readHistory(url)
  const finished = new Set(history.filter((one) => one.finished).map((one) => one.name))
  return {
    applied: ours.filter((name) => finished.has(name)),
    pending: ours.filter((name) => !finished.has(name)),
    unknown: history.map((one) => one.name).filter((name) => !ours.includes(name)),
    unfinished: history.filter((one) => !one.finished).map((one) => one.name),
  }
}

async function readHistory(url: string): Promise<{ name: string; finished: boolean }[]> {
  const client = new pg.Client({
    ...connectionConfig(url, 'latchkey migration state', { statement_timeout: '20s' }),
    connectionTimeoutMillis: 10_000,
  })
  await client.connect()
  try {
    const table = await client.query("SELECT to_regclass('_prisma_migrations') AS name")
    if (table.rows[0]?.name === null) return []
    const { rows } = await client.query<{ name: string; finished: boolean }>(
      `SELECT migration_name AS name, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    )
    return rows
  } finally {
    await client.end()
  }
}
