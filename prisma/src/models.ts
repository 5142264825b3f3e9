// Reads the .prisma files: the current ones and the copies stored with each migration.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const folder = new URL('..', import.meta.url).pathname

export const modelsFolder = join(folder, 'models')
export const migrationsFolder = join(folder, 'migrations')
/** Copy of the models that all migrations together produce. `new-migration.ts` compares the models with it. */
export const snapshotFolder = join(migrationsFolder, 'models')

/** Pairs of absolute path and content of every model file in `from`, sorted by name. */
export async function readModels(from: string): Promise<[string, string][]> {
  const names = (await readdir(from)).filter((name) => name.endsWith('.prisma')).sort()
  return Promise.all(
    names.map(
      async (name) => [join(from, name), await readFile(join(from, name), 'utf8')] as [string, string],
    ),
  )
}

/** Names of the migrations, oldest first. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && /^\d{14}_/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}
