// Doctor check of the triggers that enforce revocation and other invariants.
// Without one of them the server breaks its guarantees silently.

import { type Examine, type Finding, failed, passed, summarize } from './finding.ts'

/** Each entry is "table trigger". */
export const TRIGGERS = [
  'api_key final',
  'api_key final_parent',
  'api_key exclusive_revocation_lock',
  'event append_only',
  'funder exclusive_revocation_lock',
  'password ends_sessions',
  'relationship exclusive_revocation_lock',
  'secret exclusive_revocation_lock',
  'secret final',
  'secret final_parent',
  'session exclusive_revocation_lock',
  'session final',
  'session final_parent',
  'user epoch',
  'user exclusive_revocation_lock',
  'user final_parent',
  'user keeps_an_owner',
  'user keeps_an_owner_deleted',
] as const

export async function checkTriggers(ask: Examine): Promise<Finding> {
  const rows = await ask<{ name: string }>(
    `SELECT c.relname || ' ' || t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE t.tgenabled IN ('O', 'A') AND current_setting('session_replication_role') <> 'replica'`,
  )
  const enabled = new Set(rows.map(({ name }) => name))
  const disabled = TRIGGERS.filter((name) => !enabled.has(name))
  if (disabled.length === 0) return passed('triggers', `all ${TRIGGERS.length} are enabled`)
  // The files replace a missing trigger, but do not enable a disabled one.
  const commands = disabled.map((name) => {
    const [table = '', trigger = ''] = name.split(' ')
    const enable = `ALTER TABLE "${table}" ENABLE TRIGGER "${trigger}"`
    return `psql "$DATABASE_URL" -f prisma/sql/triggers/${table}.${trigger}.sql -c '${enable}'`
  })
  return failed(
    'triggers',
    `not enabled: ${summarize(disabled)}. Revocation is not exact without them. To restore them, run: ${commands.join('; ')}`,
  )
}
