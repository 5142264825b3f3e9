// Writes the hash of a password. The database ends all sessions of the user by it (trigger `ends_sessions`).

import type { Transaction } from '../access/write.ts'

export async function writePassword(tx: Transaction, userId: string, hash: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO password (user_id, hash) VALUES (${userId}, ${hash})
    ON CONFLICT (user_id) DO UPDATE SET hash = EXCLUDED.hash`
}
