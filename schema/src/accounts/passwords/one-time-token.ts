// One-time tokens for mailed links: create, find, consume. Used by invitations and password resets.

import { randomBytes } from 'node:crypto'
import type { PasswordTokenPurpose } from '@latchkey/prisma'
import { sha256 } from '../../auth/digest.ts'
import type { Transaction } from '../../transaction/transaction.ts'

const LIFETIME: Record<PasswordTokenPurpose, string> = { INVITATION: '7 days', RESET: '30 minutes' }

/**
 * Creates a token of 256 random bits per user and stores its digest. It replaces the user's earlier token of
 * the same purpose. Returns the tokens in the order of `userIds`. Uses one statement for any number of users.
 */
export async function createTokens(
  tx: Transaction,
  purpose: PasswordTokenPurpose,
  userIds: readonly string[],
): Promise<string[]> {
  const tokens = userIds.map(() => randomBytes(32).toString('base64url'))
  await tx.$executeRaw`
    INSERT INTO password_token (user_id, purpose, digest, expires_at)
    SELECT user_id, ${purpose}::"PasswordTokenPurpose", digest, app_now() + ${LIFETIME[purpose]}::interval
    FROM unnest(${userIds}::text[], ${tokens.map(sha256)}::bytea[]) AS given (user_id, digest) ORDER BY user_id
    ON CONFLICT (user_id, purpose) DO UPDATE SET digest = EXCLUDED.digest, expires_at = EXCLUDED.expires_at`
  return tokens
}

interface Holder {
  readonly id: string
  readonly username: string
  /** Hash of the current password; null for an invited user. */
  readonly hash: string | null
}

/** The user of a valid token, or null. */
export async function findTokenHolder(tx: Transaction, token: string): Promise<Holder | null> {
  const rows = await tx.$queryRaw<Holder[]>`
    SELECT u.id, u.username, p.hash FROM password_token t JOIN "user" u ON u.id = t.user_id
    LEFT JOIN password p ON p.user_id = u.id
    WHERE t.digest = ${sha256(token)} AND t.expires_at > app_now() AND u.status <> 'DISABLED'`
  return rows[0] ?? null
}

/** Deletes the token and all other tokens of its user. Of several concurrent calls, only one returns true. */
export async function consumeToken(tx: Transaction, userId: string, token: string): Promise<boolean> {
  const used = await tx.$executeRaw`
    DELETE FROM password_token WHERE user_id = ${userId} AND digest = ${sha256(token)} AND expires_at > app_now()`
  await tx.passwordToken.deleteMany({ where: { userId } })
  return used === 1
}
