// requestPasswordReset: enqueues a mail with a one-time link. Used by the auth handlers.

import { sealLogin } from '../account-mails.ts'
import type { AuthDependencies } from '../auth-dependencies.ts'
import { takeAttempt, takeMailAttempt } from '../sessions/login-rate-limiter.ts'

/**
 * `login` is a user name or an e-mail address. A worker looks up the user, so neither the response nor its
 * time reveals whether the user exists.
 */
export async function requestPasswordReset(
  auth: AuthDependencies,
  login: string,
  address: string,
): Promise<void> {
  const wanted = login.trim().toLowerCase()
  await takeAttempt(auth, address)
  if (!(await takeMailAttempt(auth, wanted))) return
  // No login contains NUL. PostgreSQL would reject the lookup, and the job would fail until it gives up.
  if (wanted.includes('\0')) return
  const job = { kind: 'PASSWORD_RESET', login: sealLogin(auth.keys, wanted) } as const
  await auth.systemTransaction((tx) => auth.enqueue(tx, 'mail', job))
}
