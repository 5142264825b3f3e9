// `pnpm db:new <name>`: writes a migration from the changes to the models since the last one.
// It compares the current models with the copy that is stored in the folder of the last migration.

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connectionConfig } from './src/connection.ts'
import { startEmbedded } from './src/embedded/embedded.ts'
import { migrationNames, migrationsFolder, modelsFolder, readModels } from './src/models.ts'
import { withSchemaEngine } from './src/schema-engine.ts'

const USAGE = `Usage: npx -y pnpm@12 db:new <name>

Compares prisma/models with the models at the last migration and writes
prisma/migrations/<time>_<name>/migration.sql. Read the SQL before you commit
it, and add by hand what Prisma cannot say: partial indexes, checks, triggers,
functions, views.`

const [name] = process.argv.slice(2)
if (name === '--help' || name === '-h') {
  console.log(USAGE)
} else if (name === undefined || !/^[a-z][a-z0-9_]{2,60}$/.test(name)) {
  console.error(`${USAGE}\n\nThe name is 3 to 61 characters of a-z, 0-9 and _, and begins with a letter.`)
  process.exitCode = 2
} else {
  await writeMigration(name)
}

async function writeMigration(name: string): Promise<void> {
  const sql = await difference()
  if (sql === null || sql.trim() === '' || sql.includes('-- This is an empty migration.')) {
    console.log('The models have not changed since the last migration: nothing was written.')
    return
  }
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder, `${time}_${name}`)
  await mkdir(folder)
  await writeFile(join(folder, 'migration.sql'), `${sql.trimEnd()}\n`)
  await cp(modelsFolder, join(folder, 'models'), { recursive: true })
  console.log(`Written: prisma/migrations/${time}_${name}/migration.sql. Read it before you commit it.`)
}

async function difference(): Promise<string | null> {
  const last = (await migrationNames()).at(-1)
  const now = await readModels(modelsFolder)
  const before = last === undefined ? null : await readModels(join(migrationsFolder, last, 'models'))
  // Comparing two sets of models reads no data, but the engine requires a connection. Use a temporary, empty
  // database.
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-migration-'))
  const embedded = await startEmbedded({ dataDir })
  const pool = new pg.Pool({ ...connectionConfig(embedded.url, 'latchkey migration'), max: 1 })
  try {
    const { stdout } = await withSchemaEngine(pool, now, (engine) =>
      engine.diff({
        from: before === null ? { tag: 'empty' } : target(before),
        to: target(now),
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      }),
    )
    return stdout
  } finally {
    await pool.end()
    await embedded.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

function target(models: [string, string][]) {
  return { tag: 'schemaDatamodel' as const, files: models.map(([path, content]) => ({ path, content })) }
}
