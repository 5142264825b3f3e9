// changePassword: for a signed-in user who knows the current password. Used by the auth handlers.

import type { SessionPrincipal } from '../../auth/principal.ts'
import { Problem } from '../../graphql/problem.ts'
import type { AuthorizedTransaction } from '../../transaction/transaction.ts'
import type { AuthDependencies } from '../auth-dependencies.ts'
import { takeLoginAttempt } from '../sessions/login-rate-limiter.ts'
import { hashPassword, normalized, verifyPassword } from './password-hash.ts'
import { checkPassword, samePassword } from './password-rules.ts'
import { lockPassword, storePassword } from './store-password.ts'

interface Change {
  readonly currentPassword: string
  readonly password: string
}

/** Ends all sessions of the user, including this one. */
export async function changePassword(
  auth: AuthDependencies,
  transaction: AuthorizedTransaction,
  { userId }: SessionPrincipal,
  { currentPassword, password }: Change,
  address: string,
): Promise<void> {
  const user = await auth.db.user.findUniqueOrThrow({ where: { id: userId }, include: { password: true } })
  const { refund } = await takeLoginAttempt(auth, user.username, address)
  if (!(await verifyPassword(user.password?.hash ?? null, currentPassword)))
    throw new Problem('LOGIN_FAILED', 'The current password is incorrect. Check it, or request a reset link.')
  await refund()
  checkPassword(password, user.username)
  if (normalized(password) === normalized(currentPassword)) throw samePassword()
  const hash = await hashPassword(password)
  await transaction({
    lock: async (tx) => {
      await lockPassword(tx, userId)
      return [userId]
    },
    run: async (tx) => {
      // A concurrent password change would have ended this session, and the credential re-verification would have
      // failed.
      await tx.passwordToken.deleteMany({ where: { userId } })
      await storePassword(tx, userId, hash)
      await auth.enqueue(tx, 'mail', { kind: 'PASSWORD_SET', userId })
      return { id: userId }
    },
  })
}
