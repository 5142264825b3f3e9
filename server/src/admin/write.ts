// One transaction on the server's database, as the platform: without a principal, yet within the fence of its triggers.

import { openDatabase, readMigrationState } from '@latchkey/prisma'
import { createSystemWrite, type Transaction } from '@latchkey/schema/access/write.ts'
import { Problem } from '@latchkey/schema/problem.ts'
import type { Config } from '../config.ts'
import { openPlace } from './place.ts'

export async function writeAsPlatform<T>(
  config: Config,
  opened: AsyncDisposableStack,
  act: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const url = await openPlace(config, opened)
  await checkMigrated(url)
  const database = openDatabase({ url, connections: 3, onError: () => undefined })
  opened.defer(() => database.close())
  return createSystemWrite(database.prisma)(act)
}

async function checkMigrated(url: string): Promise<void> {
  const { pending, unknown } = await readMigrationState(url)
  if (pending.length > 0)
    throw new Problem(
      'UNAVAILABLE',
      `The database lacks ${pending.join(', ')}. Run: npx -y pnpm@12 admin migrate`,
    )
  if (unknown.length > 0)
    throw new Problem(
      'UNAVAILABLE',
      `The database is newer than this program (${unknown.join(', ')}). Use the program of the server.`,
    )
}
