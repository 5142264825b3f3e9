// setPassword: sets a password with an invitation or reset token. Used by the auth handlers.

import { Problem } from '../../graphql/problem.ts'
import type { AuthDependencies } from '../auth-dependencies.ts'
import { takeAttempt } from '../sessions/login-rate-limiter.ts'
import { consumeToken, findTokenHolder } from './one-time-token.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { checkPassword, samePassword } from './password-rules.ts'
import { lockPassword, storePassword } from './store-password.ts'

/** Ends all sessions of the user. A rejected password does not consume the token. */
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
  // No refund: otherwise the link could be used to test guesses of the current password.
  if (!invited && (await verifyPassword(holder.hash, password))) throw samePassword()
  await refund()
  checkPassword(password, holder.username)
  const hash = await hashPassword(password)
  await auth.systemTransaction(async (tx) => {
    // Concurrent requests with the same token wait here.
    await lockPassword(tx, holder.id)
    const still = await tx.user.findUnique({ where: { id: holder.id, status: { not: 'DISABLED' } } })
    if (still === null || !(await consumeToken(tx, holder.id, token))) throw tokenNotAccepted()
    await storePassword(tx, holder.id, hash)
    await auth.enqueue(tx, 'mail', { kind: invited ? 'WELCOME' : 'PASSWORD_SET', userId: holder.id })
  })
}

function tokenNotAccepted(): Problem {
  return new Problem(
    'TOKEN_INVALID',
    'This link was already used, has expired, or was replaced by a newer one. Request a new link. For an invitation, ask an OWNER to send a new one.',
  )
}
