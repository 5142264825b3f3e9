// Exports `isPooledByTransaction`, which detects any connection pooler in transaction mode.

import { randomUUID } from 'node:crypto'
import type pg from 'pg'

const ROUNDS = 3

/**
 * Without such a pooler, two open connections have two different backends, and each keeps its own. A pooler
 * in transaction mode gives any idle backend to the next statement. Then both connections see the same
 * backend, or one of them sees its backend change, and a setting of one session appears in the other or is
 * lost.
 */
export async function isPooledByTransaction(first: pg.Client, second: pg.Client): Promise<boolean> {
  const mark = randomUUID()
  await first.query("SELECT set_config('latchkey.preflight', $1, false)", [mark])
  const firstPid = await pidOf(first)
  const secondPid = await pidOf(second)
  if (firstPid === secondPid) return true
  for (let round = 0; round < ROUNDS; round += 1) {
    if ((await pidOf(first)) !== firstPid || (await pidOf(second)) !== secondPid) return true
  }
  return (await markOf(first)) !== mark || (await markOf(second)) === mark
}

async function pidOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}

async function markOf(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ mark: string | null }>(
    "SELECT current_setting('latchkey.preflight', true) AS mark",
  )
  return rows[0]?.mark ?? null
}
