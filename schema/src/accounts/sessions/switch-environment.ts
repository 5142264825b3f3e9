// switchEnvironment: opens a session in the requested environment and ends the old one.

import type { Environment } from '@latchkey/prisma'
import type { SessionPrincipal } from '../../auth/principal.ts'
import type { AuthorizedTransaction } from '../../transaction/transaction.ts'
import { createSession, type NewSession } from './create-session.ts'

/** The new session expires at the expiry of the old one. */
export function switchEnvironment(
  transaction: AuthorizedTransaction,
  { sessionId, userId }: SessionPrincipal,
  environment: Environment,
  address: string,
): Promise<NewSession> {
  return transaction({
    lock: async (tx) => {
      // Row locks before the revocation lock, the user's row first: the new session references it, and a
      // DELETE in psql starts there.
      await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR KEY SHARE`
      await tx.$executeRaw`SELECT FROM session WHERE id = ${sessionId} FOR NO KEY UPDATE`
      return [sessionId]
    },
    run: async (tx) => {
      const [old] = await tx.$queryRaw<{ expires_at: Date }[]>`
        UPDATE session SET ended_at = app_now() WHERE id = ${sessionId} RETURNING expires_at`
      return createSession(tx, { userId, environment, address, expiresAt: old?.expires_at ?? null })
    },
  })
}
