// Deadlock count from PostgreSQL's statistics; includes deadlocks that a retry hid from the caller.

import { connectionConfig } from '@latchkey/prisma'
import pg from 'pg'
import type { World } from '../world.ts'

/**
 * The number of deadlocks in a world so far. Sessions report them when they end, so this call terminates all
 * sessions: call it last.
 */
export async function countDeadlocks(world: World): Promise<number> {
  const own = new pg.Client(connectionConfig(world.databaseUrl, 'test'))
  await own.connect()
  try {
    const endOthers = () =>
      own.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      )
    while ((await endOthers()).rowCount !== 0);
    const { rows } = await own.query(
      'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    )
    return rows[0].deadlocks
  } finally {
    await own.end()
  }
}
