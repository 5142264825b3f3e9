// Finds the user that a command of latchkey-admin is about, and locks the row.

import type { Transaction } from '@latchkey/schema/transaction/transaction.ts'
import { Issues } from '@latchkey/schema/validation/issues.ts'

/** Locks the row: whoever sets a password or disables the user meanwhile waits, or has gone before. */
export async function findUser(tx: Transaction, wanted: string) {
  const given = wanted.trim().toLowerCase()
  const issues = new Issues()
  // Ids first: a user name that is another's id, which it can be, hides nobody.
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "user" WHERE id = ${given} OR username = ${given}
    ORDER BY id = ${given} DESC LIMIT 1 FOR NO KEY UPDATE`
  if (row === undefined) issues.add('user', 'NOT_FOUND', `No user has the user name or the id “${wanted}”.`)
  issues.refuse()
  const user = await tx.user.findUniqueOrThrow({
    where: { id: row?.id ?? '' },
    // Whether there is one, and never the hash.
    include: { funder: true, password: { select: { userId: true } } },
  })
  return user
}

/** Refuses a user whom no link would let in. */
export function checkEnabled(user: Awaited<ReturnType<typeof findUser>>): void {
  const issues = new Issues()
  if (user.status === 'DISABLED')
    issues.add(
      'user',
      'DISABLED',
      `${user.username} is disabled, and is let in by no password. An OWNER of ${user.funder.name} has to enable the user first (enableUser).`,
    )
  issues.refuse()
}
