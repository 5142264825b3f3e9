// The triggers that hold the laws of the database: without one of them a promise is broken silently.

import { type Ask, type Finding, few, well, wrong } from './finding.ts'

/** Table and name. */
export const TRIGGERS = [
  'api_key final',
  'api_key final_parent',
  'api_key fence',
  'funder fence',
  'password ends_sessions',
  'relationship fence',
  'secret fence',
  'secret final',
  'secret final_parent',
  'session fence',
  'session final',
  'session final_parent',
  'user epoch',
  'user fence',
  'user final_parent',
  'user keeps_an_owner',
  'user keeps_an_owner_deleted',
] as const

export async function checkTriggers(ask: Ask): Promise<Finding> {
  const rows = await ask<{ name: string }>(
    `SELECT c.relname || ' ' || t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE t.tgenabled IN ('O', 'A') AND current_setting('session_replication_role') <> 'replica'`,
  )
  const enabled = new Set(rows.map(({ name }) => name))
  const off = TRIGGERS.filter((name) => !enabled.has(name))
  if (off.length === 0) return well('triggers', `all ${TRIGGERS.length} are enabled`)
  return wrong(
    'triggers',
    `not enabled: ${few(off)}. Revocation is not exact until they are: ALTER TABLE ... ENABLE TRIGGER ...`,
  )
}
