// Logging out: of this session, or of all that the user has. As exact as deleting a key.

import type { SessionPrincipal } from '../../auth/principal.ts'
import type { AuthorizedTransaction } from '../../transaction/transaction.ts'

/** Ends this session. */
export async function logOut(
  transaction: AuthorizedTransaction,
  { sessionId, userId }: SessionPrincipal,
): Promise<void> {
  await transaction({
    lock: async (tx) => {
      // The rows before the fence: the session's, as an UPDATE in psql takes it, and the user's first, as a DELETE does.
      await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR KEY SHARE`
      await tx.$executeRaw`SELECT FROM session WHERE id = ${sessionId} FOR NO KEY UPDATE`
      return [sessionId]
    },
    run: async (tx) => {
      await tx.$executeRaw`
        UPDATE session SET ended_at = app_now() WHERE id = ${sessionId} AND ended_at IS NULL`
      return { id: sessionId }
    },
  })
}

/** Ends all sessions of the user, in both environments. */
export async function logOutEverywhere(
  transaction: AuthorizedTransaction,
  { userId }: SessionPrincipal,
): Promise<void> {
  await transaction({
    lock: async (tx) => {
      await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`
      return [userId]
    },
    run: async (tx) => {
      await tx.$executeRaw`UPDATE "user" SET session_epoch = session_epoch + 1 WHERE id = ${userId}`
      return { id: userId }
    },
  })
}
