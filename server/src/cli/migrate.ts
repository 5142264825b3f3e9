// Command `migrate`: applies all pending migrations to the database, as the server does at start.

import { migrateDatabase } from '../jobs/migrate-database.ts'
import type { Parent, Run } from './command.ts'
import { openConfiguredDatabase } from './connect-database.ts'

export function addMigrate(program: Parent, run: Run): void {
  program
    .command('migrate')
    .description('apply pending migrations, as the server does when it starts')
    .action(() =>
      run(async (config, opened) => {
        const applied = await migrateDatabase(await openConfiguredDatabase(config, opened, { create: true }))
        const text = applied.length === 0 ? 'No pending migrations.' : `Applied:\n${applied.join('\n')}`
        return { text, json: { applied } }
      }),
    )
}
