// Runs one transaction as the platform, for commands of latchkey-admin.
// It has no principal, but the database triggers still take the revocation locks.

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
