// requestPasswordReset: mails a link with a one-time token. Used by the auth handlers.

import type { Mail } from '../../mailer.ts'
import type { AuthDependencies } from '../auth-dependencies.ts'
import { resetMail } from '../mail-templates.ts'
import { takeAttempt, takeMailAttempt } from '../sessions/login-rate-limiter.ts'
import { createTokens } from './one-time-token.ts'

/**
 * `login` is a user name or an email address. The response is sent before the user is looked up, so it does
 * not reveal whether the user exists.
 */
export async function requestPasswordReset(
  auth: AuthDependencies,
  login: string,
  address: string,
): Promise<void> {
  const wanted = login.trim().toLowerCase()
  await takeAttempt(auth, address)
  auth.postLater(() => resetMails(auth, wanted))
}

async function resetMails(auth: AuthDependencies, wanted: string): Promise<Mail[]> {
  if (!(await takeMailAttempt(auth, wanted))) return []
  return auth.systemTransaction(async (tx) => {
    const users = await tx.$queryRaw<{ id: string; username: string; name: string; email: string }[]>`
      SELECT id, username, name, email FROM "user"
      WHERE (username = ${wanted} OR lower(email) = ${wanted}) AND status <> 'DISABLED' ORDER BY id LIMIT 5`
    const tokens = await createTokens(
      tx,
      'RESET',
      users.map(({ id }) => id),
    )
    return users.map((user, index) => resetMail(user, auth.page(`/set-password#${tokens[index] ?? ''}`)))
  })
}
