// Exports `migrate`, which applies each migration once, even if several servers start at once.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { connectionConfig } from './connection.ts'
import { migrationNames, migrationsFolder, modelsFolder, readModels } from './models.ts'
import { withSchemaEngine } from './schema-engine.ts'

/**
 * Advisory lock that a migrating server holds: 'latc', 'migr'. Any pair of numbers that nothing else uses
 * will do.
 */
export const MIGRATION_LOCK = [0x6c61_7463, 0x6d69_6772] as const

/**
 * Applies the pending migrations to the database at `url`, under a lock of that database. Returns the names
 * of the migrations that this call applied. `afterwards` runs under the same lock, on its connection.
 */
export async function migrate(
  url: string,
  afterwards: (client: pg.Client) => Promise<void> = async () => undefined,
): Promise<string[]> {
  const holder = new pg.Client(connectionConfig(url, 'latchkey migrate'))
  await holder.connect()
  try {
    await holder.query('SELECT pg_advisory_lock($1, $2)', [...MIGRATION_LOCK])
    const applied = await apply(url)
    await afterwards(holder)
    return applied
  } finally {
    await holder.end()
  }
}

async function apply(url: string): Promise<string[]> {
  const names = await migrationNames()
  const migrationDirectories = await Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(join(migrationsFolder, path, 'migration.sql'), 'utf8'),
        },
      },
    })),
  )
  const migrationsList = {
    baseDir: migrationsFolder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(migrationsFolder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories,
  }
  // A separate pool of one connection: the engine takes a session lock and never releases it, so the session
  // must end.
  const pool = new pg.Pool({ ...connectionConfig(url, 'latchkey migrate'), max: 1 })
  try {
    const { appliedMigrationNames } = await withSchemaEngine(pool, await readModels(modelsFolder), (engine) =>
      engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
    )
    return appliedMigrationNames
  } catch (error) {
    throw withoutTrace(error)
  } finally {
    await pool.end()
  }
}

/** Removes the stack trace that the engine appends to PostgreSQL's message. */
function withoutTrace(error: unknown): Error {
  const text = error instanceof Error ? error.message : String(error)
  const said = text.split(/\n\s*0: /)[0]?.trim() ?? ''
  return new Error(
    `A migration failed and was rolled back; nothing else was changed. Run \`npx -y pnpm@12 admin doctor\` to see what to do.\n${said}`,
  )
}
