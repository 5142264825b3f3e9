// One transaction on the server's database, as the platform: without a principal, yet within the fence of its triggers.

import { createSystemTransaction, type Transaction } from '@latchkey/schema/transaction/transaction.ts'
import type { Config } from '../config.ts'
import { openMigrated } from './open-database.ts'

export async function platformTransaction<T>(
  config: Config,
  opened: AsyncDisposableStack,
  run: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { prisma } = await openMigrated(config, opened)
  return createSystemTransaction(prisma)(run)
}
