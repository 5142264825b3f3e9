// Keeps when a session was used last: at most once a minute, and on a row that no proof locks.

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
      // The request goes on: at worst the session ends a minute early.
      log.warn({ err: error }, 'the use of a session was not kept')
    }
  }
}
