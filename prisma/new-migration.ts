// `pnpm db:new <name>`: writes a migration from the changes to the models since the last one.
// It compares the current models with migrations/models, their copy at the last migration.

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connectionConfig } from './src/connection.ts'
import { startEmbedded } from './src/embedded/embedded.ts'
import { migrationsFolder, modelsFolder, readModels, snapshotFolder } from './src/models.ts'
import { withSchemaEngine } from './src/schema-engine.ts'

const USAGE = `Usage: npx -y pnpm@12 db:new <name> [--empty]

Compares prisma/models with the models at the last migration and writes
prisma/migrations/<time>_<name>/migration.sql. Read the SQL before you commit
it, and add by hand what Prisma cannot express: partial indexes, checks, triggers,
functions, views.

With --empty it writes a migration without SQL, for changes that the models do
not show.`

const options = process.argv.slice(2)
const isEmpty = options.includes('--empty')
const [name, ...rest] = options.filter((option) => option !== '--empty')
if (name === '--help' || name === '-h') {
  console.log(USAGE)
} else if (name === undefined || rest.length > 0 || !/^[a-z][a-z0-9_]{2,60}$/.test(name)) {
  console.error(`${USAGE}\n\nThe name must be 3 to 61 characters of a-z, 0-9 and _, and start with a letter.`)
  process.exitCode = 2
} else {
  await writeMigration(name)
}

async function writeMigration(name: string): Promise<void> {
  const sql = await difference()
  const hasChanges = sql !== null && sql.trim() !== '' && !sql.includes('-- This is an empty migration.')
  if (isEmpty && hasChanges) {
    console.error('The models have changed. Run the command without --empty first.')
    process.exitCode = 1
    return
  }
  if (!hasChanges && !isEmpty) {
    await copyModels()
    console.log('The models need no migration.')
    return
  }
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder, `${time}_${name}`)
  await mkdir(folder)
  await writeFile(
    join(folder, 'migration.sql'),
    hasChanges ? `${sql.trimEnd()}\n` : '-- Write the SQL of this migration here.\n',
  )
  await copyModels()
  console.log(`Wrote prisma/migrations/${time}_${name}/migration.sql. Review it before you commit it.`)
}

async function copyModels(): Promise<void> {
  await rm(snapshotFolder, { recursive: true, force: true })
  await cp(modelsFolder, snapshotFolder, { recursive: true })
}

async function difference(): Promise<string | null> {
  const now = await readModels(modelsFolder)
  const before = await readModels(snapshotFolder)
  // Comparing two sets of models reads no data, but the engine requires a connection. Use a temporary, empty
  // database.
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-migration-'))
  const embedded = await startEmbedded({ dataDir })
  const pool = new pg.Pool({ ...connectionConfig(embedded.url, 'latchkey migration'), max: 1 })
  try {
    const { stdout } = await withSchemaEngine(pool, now, (engine) =>
      engine.diff({
        from: target(before),
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
