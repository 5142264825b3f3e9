// A forgotten password: mails a link with a one-time token. Who asks is not told whether there is such a user.

import type { Auth } from './auth.ts'
import { countAttempt, mayMail } from './guessing.ts'
import { resetMail } from './mails.ts'
import { giveTokens } from './one-time-token.ts'

/** `login`: a user name, or an e-mail address. The same statements whether we know it or not; mails leave afterwards. */
export async function forgotPassword(auth: Auth, login: string, address: string): Promise<void> {
  const wanted = login.trim().toLowerCase()
  await countAttempt(auth, address)
  if (!(await mayMail(auth, wanted))) return
  const mails = await auth.system(async (tx) => {
    const users = await tx.$queryRaw<{ id: string; username: string; name: string; email: string }[]>`
      SELECT id, username, name, email FROM "user"
      WHERE (username = ${wanted} OR lower(email) = ${wanted}) AND status <> 'DISABLED' ORDER BY id LIMIT 5`
    const tokens = await giveTokens(
      tx,
      'RESET',
      users.map(({ id }) => id),
    )
    return users.map((user, index) => resetMail(user, auth.page(`/set-password#${tokens[index] ?? ''}`)))
  })
  for (const mail of mails) auth.post(mail)
}
