// logOut, logOutEverywhere: end one or all sessions of a user. Used by the auth handlers.

import type { SessionPrincipal } from '../../auth/principal.ts'
import type { AuthorizedTransaction } from '../../transaction/transaction.ts'

/** Ends this session. Like the deletion of a key, it takes effect before the response is sent. */
export async function logOut(
  transaction: AuthorizedTransaction,
  { sessionId, userId }: SessionPrincipal,
): Promise<void> {
  await transaction({
    lock: async (tx) => {
      // Row locks before the revocation lock: the session's row like an UPDATE in psql, the user's row first
      // like a DELETE.
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

/** Ends all sessions of the user, in both environments, with the same guarantee. */
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
