// What PostgreSQL itself has counted: a deadlock that a retry has hidden from callers is still one.

import { connectionConfig } from '@latchkey/prisma'
import pg from 'pg'
import type { World } from '../world.ts'

/** The deadlocks of a world so far. Sessions report them at their end, so all of them are ended: ask this last. */
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
