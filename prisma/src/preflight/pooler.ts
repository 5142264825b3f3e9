// Detects a connection pooler in transaction mode by what it does to sessions, whichever product it is.

import { randomUUID } from 'node:crypto'
import type pg from 'pg'

const ROUNDS = 3

/**
 * Two connections that stay open have two backends, each its own, if sessions are what PostgreSQL calls sessions. A pooler
 * in transaction mode gives an idle backend to whichever statement comes next, so both see the same one, or one of them
 * sees it change, and a setting of one session shows in the other or is gone.
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
