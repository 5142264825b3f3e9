// createSession: inserts a session and returns its token. Used by login and switchEnvironment.

import type { Environment } from '@latchkey/prisma'
import { sha256 } from '../../auth/digest.ts'
import { mintSessionToken } from '../../auth/session-token.ts'
import { newId } from '../../graphql/ids.ts'
import { Problem } from '../../graphql/problem.ts'
import type { Transaction } from '../../transaction/transaction.ts'

/** Contains the token, which the server never stores. */
export interface NewSession {
  readonly id: string
  readonly token: string
  readonly digest: Uint8Array<ArrayBuffer>
  readonly environment: Environment
  readonly expiresAt: Date
  /** Database time. */
  readonly now: Date
}

export interface SessionInput {
  readonly userId: string
  readonly environment: Environment
  /** Client IP address. */
  readonly address: string
  /** Latest end of the session; null: 12 hours from now. */
  readonly expiresAt: Date | null
}

const LIFETIME = '30 days'

/** The transaction must hold the shared revocation locks of user and funder: this reads their state. */
export async function createSession(tx: Transaction, opening: SessionInput): Promise<NewSession> {
  const { userId, environment, address } = opening
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { funder: true } })
  if (environment === 'PRODUCTION' && user.funder.productionOpenedAt === null) {
    throw new Problem(
      'FORBIDDEN',
      `PRODUCTION is not open for ${user.funder.name} yet. Ask the platform operator to open it.`,
    )
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
  // Each new session deletes up to 20 sessions that expired over 30 days ago, so the table needs no cleanup
  // job.
  await tx.$executeRaw`
    DELETE FROM session WHERE id IN (
      SELECT id FROM session WHERE user_id = ${userId} AND expires_at < app_now() - ${LIFETIME}::interval
      ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED)`
  const [row] = rows
  if (row === undefined) throw new Error('The session was not inserted.')
  return { id, token, digest, environment, expiresAt: row.expires_at, now: row.created_at }
}
