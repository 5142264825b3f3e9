// Switching the environment: ends this session, and opens another of the same user in the environment asked for.

import type { Environment } from '@latchkey/prisma'
import type { SessionPrincipal } from '../../auth/principal.ts'
import type { AuthorizedTransaction } from '../../transaction/transaction.ts'
import { createSession, type NewSession } from './create-session.ts'

/** The new session ends when the old one would have. */
export function switchEnvironment(
  transaction: AuthorizedTransaction,
  { sessionId, userId }: SessionPrincipal,
  environment: Environment,
  address: string,
): Promise<NewSession> {
  return transaction({
    lock: async (tx) => {
      // The rows before the fence, the user's first: the new session needs it, and a DELETE in psql begins there.
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
