// Sets a password by the one-time token of a mailed link: after an invitation, or when the old one was forgotten.

import { Problem } from '../../graphql/problem.ts'
import type { Auth } from '../auth-dependencies.ts'
import { passwordSetMail, welcomeMail } from '../mail-templates.ts'
import { countAttempt } from '../sessions/login-rate-limiter.ts'
import { holderOf, useUp } from './one-time-token.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { checkPassword, samePassword } from './password-rules.ts'
import { lockPassword, writePassword } from './store-password.ts'

/** All sessions of the user end. A password that is refused leaves the token as it was. */
export async function setPassword(
  auth: Auth,
  token: string,
  password: string,
  address: string,
): Promise<void> {
  const { forgive } = await countAttempt(auth, address)
  const holder = await auth.system((tx) => holderOf(tx, token))
  if (holder === null) throw notAccepted()
  const invited = holder.hash === null
  // The attempt stays counted, or the link could be used to test guesses of the current password.
  if (!invited && (await verifyPassword(holder.hash, password))) throw samePassword()
  await forgive()
  checkPassword(password, holder.username)
  const hash = await hashPassword(password)
  const user = await auth.system(async (tx) => {
    // Whoever uses the same token waits here.
    await lockPassword(tx, holder.id)
    const still = await tx.user.findUnique({ where: { id: holder.id, status: { not: 'DISABLED' } } })
    if (still === null || !(await useUp(tx, holder.id, token))) throw notAccepted()
    await writePassword(tx, holder.id, hash)
    return still
  })
  const forgotten = auth.page('/forgot-password')
  auth.post(invited ? welcomeMail(user, forgotten) : passwordSetMail(user, forgotten))
}

function notAccepted(): Problem {
  return new Problem(
    'TOKEN_INVALID',
    'This link was used already, has expired, or a newer one was sent. Ask for another.',
  )
}
