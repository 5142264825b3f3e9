// The database: whether it answers, is new enough, and has been migrated.

import { readMigrationState } from '@latchkey/prisma'
import { type Ask, type Finding, few, well, wrong } from './finding.ts'

const LEAST_VERSION = 15

export async function checkVersion(ask: Ask): Promise<Finding> {
  const [row] = await ask<{ version: string; number: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number`,
  )
  const says = `PostgreSQL ${row?.version} answers`
  const fine = Math.floor(Number(row?.number) / 10_000) >= LEAST_VERSION
  return fine ? well('database', says) : wrong('database', `${says}. Use ${LEAST_VERSION} or newer.`)
}

export async function checkMigrations(url: string): Promise<Finding> {
  const { pending, unknown, unfinished } = await readMigrationState(url)
  if (unfinished.length > 0)
    return wrong(
      'migrations',
      `begun and not finished: ${few(unfinished)}. See the table _prisma_migrations.`,
    )
  if (pending.length > 0)
    return wrong('migrations', `not applied: ${few(pending)}. Run: npx -y pnpm@12 admin migrate`)
  if (unknown.length > 0)
    return wrong(
      'migrations',
      `the database is newer than this program: ${few(unknown)}. Use the newer program.`,
    )
  return well('migrations', 'all are applied')
}
