// Changes the password of whoever is logged in and knows the one of now.

import type { SessionPrincipal } from '../../auth/principal.ts'
import { Problem } from '../../graphql/problem.ts'
import type { Write } from '../../transaction/transaction.ts'
import type { Auth } from '../auth-dependencies.ts'
import { passwordSetMail } from '../mail-templates.ts'
import { countGuess } from '../sessions/login-rate-limiter.ts'
import { hashPassword, normalized, verifyPassword } from './password-hash.ts'
import { checkPassword, samePassword } from './password-rules.ts'
import { lockPassword, writePassword } from './store-password.ts'

interface Change {
  readonly currentPassword: string
  readonly password: string
}

/** All sessions of the user end, this one included. */
export async function changePassword(
  auth: Auth,
  write: Write,
  { userId }: SessionPrincipal,
  { currentPassword, password }: Change,
  address: string,
): Promise<void> {
  const user = await auth.db.user.findUniqueOrThrow({ where: { id: userId }, include: { password: true } })
  const { forgive } = await countGuess(auth, user.username, address)
  if (!(await verifyPassword(user.password?.hash ?? null, currentPassword)))
    throw new Problem('LOGIN_FAILED', 'The password of now is not right.')
  await forgive()
  checkPassword(password, user.username)
  if (normalized(password) === normalized(currentPassword)) throw samePassword()
  const hash = await hashPassword(password)
  await write(
    async (tx) => {
      // Had it been changed since we looked, this session would have ended by that, and the proof failed.
      await tx.passwordToken.deleteMany({ where: { userId } })
      await writePassword(tx, userId, hash)
      return { id: userId }
    },
    async (tx) => {
      await lockPassword(tx, userId)
      return [userId]
    },
  )
  auth.post(passwordSetMail(user, auth.page('/forgot-password')))
}
