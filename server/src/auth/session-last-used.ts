// createSessionTracker: stores when a session was last used. Used by the router for authentication.
//
// Writes at most once a minute per session, to a row that credential re-verification does not lock.

import type { Database } from '@latchkey/prisma'
import type { CredentialRow } from '@latchkey/schema/auth/verify-credential.ts'
import type { Log } from '../observability/log.ts'

const MINUTE_MS = 60_000

export function createSessionTracker({ pool }: Database, log: Log): (row: CredentialRow) => Promise<void> {
  return async ({ session_id: id, used_at, now }) => {
    if (id === null || used_at === null || now.getTime() - used_at.getTime() < MINUTE_MS) return
    try {
      await pool.query('UPDATE session_use SET used_at = app_now() WHERE session_id = $1 AND used_at = $2', [
        id,
        used_at,
      ])
    } catch (error) {
      // Continue with the request: at worst the session ends a minute early.
      log.warn({ err: error }, 'saving the last use of a session failed')
    }
  }
}
