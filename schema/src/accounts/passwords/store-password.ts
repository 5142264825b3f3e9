// lockPassword, storePassword: write a password hash. Used by change-password and set-password.

import type { Transaction } from '../../transaction/transaction.ts'

/**
 * Row locks before the revocation lock, the password's row before the user's: the order of an UPDATE in psql
 * and its trigger. A DELETE of the user locks in the opposite order, so FOR KEY SHARE on the user's row
 * blocks it first, without blocking the trigger.
 */
export async function lockPassword(tx: Transaction, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR KEY SHARE`
  await tx.$executeRaw`SELECT FROM password WHERE user_id = ${userId} FOR NO KEY UPDATE`
  await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`
}

/** The database trigger `ends_sessions` ends all sessions of the user. */
export async function storePassword(tx: Transaction, userId: string, hash: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO password (user_id, hash) VALUES (${userId}, ${hash})
    ON CONFLICT (user_id) DO UPDATE SET hash = EXCLUDED.hash`
}
