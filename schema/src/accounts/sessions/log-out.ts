// Logging out: of this session, or of all that the user has. As exact as deleting a key.

import type { SessionPrincipal } from '../../auth/principal.ts'
import type { Write } from '../../transaction/transaction.ts'

/** Ends this session. */
export async function logOut(write: Write, { sessionId, userId }: SessionPrincipal): Promise<void> {
  await write(
    async (tx) => {
      await tx.$executeRaw`
        UPDATE session SET ended_at = app_now() WHERE id = ${sessionId} AND ended_at IS NULL`
      return { id: sessionId }
    },
    async (tx) => {
      // The rows before the fence: the session's, as an UPDATE in psql takes it, and the user's first, as a DELETE does.
      await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR KEY SHARE`
      await tx.$executeRaw`SELECT FROM session WHERE id = ${sessionId} FOR NO KEY UPDATE`
      return [sessionId]
    },
  )
}

/** Ends all sessions of the user, in both environments. */
export async function logOutEverywhere(write: Write, { userId }: SessionPrincipal): Promise<void> {
  await write(
    async (tx) => {
      await tx.$executeRaw`UPDATE "user" SET session_epoch = session_epoch + 1 WHERE id = ${userId}`
      return { id: userId }
    },
    async (tx) => {
      await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`
      return [userId]
    },
  )
}
