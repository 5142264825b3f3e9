// Sets a password by the one-time token of a mailed link: after an invitation, or when the old one was forgotten.

import { Problem } from '../../graphql/problem.ts'
import type { AuthDependencies } from '../auth-dependencies.ts'
import { passwordSetMail, welcomeMail } from '../mail-templates.ts'
import { takeAttempt } from '../sessions/login-rate-limiter.ts'
import { consumeToken, findTokenHolder } from './one-time-token.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { checkPassword, samePassword } from './password-rules.ts'
import { lockPassword, storePassword } from './store-password.ts'

/** All sessions of the user end. A password that is refused leaves the token as it was. */
export async function setPassword(
  auth: AuthDependencies,
  token: string,
  password: string,
  address: string,
): Promise<void> {
  const { refund } = await takeAttempt(auth, address)
  const holder = await auth.systemTransaction((tx) => findTokenHolder(tx, token))
  if (holder === null) throw tokenNotAccepted()
  const invited = holder.hash === null
  // The attempt stays counted, or the link could be used to test guesses of the current password.
  if (!invited && (await verifyPassword(holder.hash, password))) throw samePassword()
  await refund()
  checkPassword(password, holder.username)
  const hash = await hashPassword(password)
  const user = await auth.systemTransaction(async (tx) => {
    // Whoever uses the same token waits here.
    await lockPassword(tx, holder.id)
    const still = await tx.user.findUnique({ where: { id: holder.id, status: { not: 'DISABLED' } } })
    if (still === null || !(await consumeToken(tx, holder.id, token))) throw tokenNotAccepted()
    await storePassword(tx, holder.id, hash)
    return still
  })
  const forgotten = auth.page('/forgot-password')
  auth.post(invited ? welcomeMail(user, forgotten) : passwordSetMail(user, forgotten))
}

function tokenNotAccepted(): Problem {
  return new Problem(
    'TOKEN_INVALID',
    'This link was used already, has expired, or a newer one was sent. Ask for another.',
  )
}
