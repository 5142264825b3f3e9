// Opens the server's database for latchkey-admin. Rejects a database with other migrations.

import { type Database, openDatabase, type PrismaClient, readMigrationState } from '@latchkey/prisma'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Config } from '../config.ts'
import { openConfiguredDatabase } from './connect-database.ts'

/** The database is closed when `opened` is disposed. */
export async function openMigrated(config: Config, opened: AsyncDisposableStack): Promise<Database> {
  const url = await openConfiguredDatabase(config, opened)
  await checkMigrated(url)
  const database = openDatabase({ url, connections: 4, onError: () => undefined })
  opened.defer(() => database.close())
  return database
}

export async function readAsPlatform<T>(
  config: Config,
  opened: AsyncDisposableStack,
  read: (prisma: PrismaClient) => Promise<T>,
): Promise<T> {
  const { prisma } = await openMigrated(config, opened)
  return read(prisma)
}

async function checkMigrated(url: string): Promise<void> {
  const { pending, unknown } = await readMigrationState(url)
  if (pending.length > 0)
    throw new Problem(
      'UNAVAILABLE',
      `The database has pending migrations: ${pending.join(', ')}. Run: npx -y pnpm@12 admin migrate`,
    )
  if (unknown.length > 0)
    throw new Problem(
      'UNAVAILABLE',
      `The database is newer than this version of Latchkey (${unknown.join(', ')}). Use the version of the server.`,
    )
}
