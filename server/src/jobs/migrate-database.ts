// migrateDatabase: applies our migrations and those of the job queue. Used at start, by the CLI and by tests.

import { migrate } from '@latchkey/prisma'
import { PgBoss } from 'pg-boss'
import { QUEUE_SCHEMA, QUEUES, queueOptions } from './queues.ts'

/** Returns the names of our migrations that this call applied. */
export function migrateDatabase(url: string): Promise<string[]> {
  return migrate(url, async (client) => {
    const { rows } = await client.query('SELECT to_regnamespace($1) IS NOT NULL AS exists', [QUEUE_SCHEMA])
    // A role that may not create schemas can use one that an administrator has created for it.
    const createSchema = rows[0]?.exists !== true
    const options = { ...queueOptions(client), migrate: true, createSchema, supervise: false }
    const queue = new PgBoss(options)
    queue.on('error', () => undefined)
    await queue.start()
    try {
      const known = new Set((await queue.getQueues()).map(({ name }) => name))
      for (const { name, policy, options } of QUEUES)
        await (known.has(name)
          ? queue.updateQueue(name, options)
          : queue.createQueue(name, { ...options, policy }))
    } finally {
      await queue.stop({ close: false, graceful: false })
    }
  })
}
