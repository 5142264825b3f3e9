// One transaction on the server's database, as the platform: without a principal, yet within the fence of its triggers.

import { createSystemWrite, type Transaction } from '@latchkey/schema/transaction/transaction.ts'
import type { Config } from '../config.ts'
import { openMigrated } from './open-database.ts'

export async function writeAsPlatform<T>(
  config: Config,
  opened: AsyncDisposableStack,
  act: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { prisma } = await openMigrated(config, opened)
  return createSystemWrite(prisma)(act)
}
