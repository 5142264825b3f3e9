// Writes the hash of a password. The database ends all sessions of the user by it (trigger `ends_sessions`).

import type { Transaction } from '../../transaction/transaction.ts'

/**
 * Before the fence, and the password's row before the user's: as an UPDATE in psql and its trigger take them. But a DELETE
 * of the user comes from the other side, and is kept away first by what does not hinder the trigger.
 */
export async function lockPassword(tx: Transaction, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR KEY SHARE`
  await tx.$executeRaw`SELECT FROM password WHERE user_id = ${userId} FOR NO KEY UPDATE`
  await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`
}

export async function storePassword(tx: Transaction, userId: string, hash: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO password (user_id, hash) VALUES (${userId}, ${hash})
    ON CONFLICT (user_id) DO UPDATE SET hash = EXCLUDED.hash`
}
