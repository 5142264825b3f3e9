// Finds and locks the user that a command of latchkey-admin works on.

import type { Transaction } from '@latchkey/schema/transaction/transaction.ts'
import { Issues } from '@latchkey/schema/validation/issues.ts'

/**
 * Locks the row, so that a concurrent password change or deactivation runs either before or after this
 * transaction.
 */
export async function findUser(tx: Transaction, wanted: string) {
  const given = wanted.trim().toLowerCase()
  const issues = new Issues()
  // Ids first: a user name may equal the id of another user, and must not hide that user.
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "user" WHERE id = ${given} OR username = ${given}
    ORDER BY id = ${given} DESC LIMIT 1 FOR NO KEY UPDATE`
  if (row === undefined)
    issues.add(
      'user',
      'NOT_FOUND',
      `No user has the user name or id “${wanted}”. Use the list command to find it.`,
    )
  issues.throwIfAny()
  const user = await tx.user.findUniqueOrThrow({
    where: { id: row?.id ?? '' },
    // Loads whether there is a password, never its hash.
    include: { funder: true, password: { select: { userId: true } } },
  })
  return user
}

/** Rejects a disabled user, because no link would give access. */
export function checkEnabled(user: Awaited<ReturnType<typeof findUser>>): void {
  const issues = new Issues()
  if (user.status === 'DISABLED')
    issues.add(
      'user',
      'DISABLED',
      `${user.username} is disabled and can't sign in. An OWNER of ${user.funder.name} must enable the user first (enableUser).`,
    )
  issues.throwIfAny()
}
