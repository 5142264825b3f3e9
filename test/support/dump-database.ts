// All that a database holds, as text: to see that nothing was written, or what is written where.

import type { World } from './world.ts'

/** Every row of every table, under the table's name; only the clock of the tests is left out. */
export async function dumpOf(world: World): Promise<Map<string, readonly string[]>> {
  const tables = await world.sql(
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
     AND table_name <> 'test_clock' ORDER BY name`,
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
