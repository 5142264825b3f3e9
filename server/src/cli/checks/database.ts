// Doctor check for pending migrations. Preflight has already checked the rest of the database.

import { readMigrationState } from '@latchkey/prisma'
import { type Finding, passed, summarize, wrong } from './finding.ts'

export async function checkMigrations(url: string): Promise<Finding> {
  const { pending } = await readMigrationState(url)
  if (pending.length > 0)
    return wrong('migrations', `not applied: ${summarize(pending)}. Run: npx -y pnpm@12 admin migrate`)
  return passed('migrations', 'all are applied')
}
