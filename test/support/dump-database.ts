// Dumps a whole database as text. Tests use it to check what was written, and where.

import type { World } from './world.ts'

/** Returns every row of every table, by table name. Leaves out the test clock and the queue's bookkeeping. */
export async function dumpOf(world: World): Promise<Map<string, readonly string[]>> {
  const tables = await world.sql(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
     AND table_name <> 'test_clock' AND (table_schema <> 'pgboss' OR table_name = 'job_common') ORDER BY name`,
  )
  const dump = new Map<string, readonly string[]>()
  for (const { name } of tables) {
    const rows = await world.sql(`SELECT to_json(t)::text AS row FROM ${name} t ORDER BY 1`)
    dump.set(
      name,
      rows.map(({ row }) => row),
    )
  }
  return dump
}
