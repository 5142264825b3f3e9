// Opens a session: writes it, under the lock of its user, and answers its token for the only time.

import type { Environment } from '@latchkey/prisma'
import { sha256 } from '../../auth/digest.ts'
import { mintSessionToken } from '../../auth/session-token.ts'
import { newId } from '../../graphql/ids.ts'
import { Problem } from '../../graphql/problem.ts'
import type { Transaction } from '../../transaction/transaction.ts'

/** The only time that its token exists outside the browser. */
export interface NewSession {
  readonly id: string
  readonly token: string
  readonly digest: Uint8Array<ArrayBuffer>
  readonly environment: Environment
  readonly expiresAt: Date
  /** The database's time. */
  readonly now: Date
}

export interface SessionInput {
  readonly userId: string
  readonly environment: Environment
  /** From where. */
  readonly address: string
  /** When it ends at the latest; null: 12 hours from now. */
  readonly expiresAt: Date | null
}

const LIFETIME = '30 days'

/** Only in a transaction that holds the shared locks of the user and of the funder: what they decide is read here. */
export async function createSession(tx: Transaction, opening: SessionInput): Promise<NewSession> {
  const { userId, environment, address } = opening
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { funder: true } })
  if (environment === 'PRODUCTION' && user.funder.productionOpenedAt === null) {
    throw new Problem('FORBIDDEN', `PRODUCTION is not open for ${user.funder.name} yet. Ask us to open it.`)
  }
  const id = newId('Session')
  const token = mintSessionToken()
  const digest = sha256(token)
  const rows = await tx.$queryRaw<{ expires_at: Date; created_at: Date }[]>`
    INSERT INTO session (id, digest, user_id, environment, epoch, address, expires_at)
    VALUES (${id}, ${digest}, ${userId}, ${environment}::"Environment", ${user.sessionEpoch}, ${address},
      COALESCE(${opening.expiresAt}::timestamptz, app_now() + interval '12 hours'))
    RETURNING expires_at, created_at`
  await tx.sessionUse.create({ data: { sessionId: id } })
  // What has long ended: so the table needs no sweeping.
  await tx.$executeRaw`
    DELETE FROM session WHERE id IN (
      SELECT id FROM session WHERE user_id = ${userId} AND expires_at < app_now() - ${LIFETIME}::interval
      ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED)`
  const [row] = rows
  if (row === undefined) throw new Error('A session was not written.')
  return { id, token, digest, environment, expiresAt: row.expires_at, now: row.created_at }
}
