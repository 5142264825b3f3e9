// user reset: mails a user a link to set a password. The password of now is left alone until then.

import type { Transaction } from '@latchkey/schema/access/write.ts'
import { invitationMail, resetMail } from '@latchkey/schema/accounts/mails.ts'
import { giveTokens } from '@latchkey/schema/accounts/one-time-token.ts'
import { Issues } from '@latchkey/schema/issues.ts'
import { configuredUrl } from '../own-address.ts'
import type { Parent, Run } from './command.ts'
import { sendLink } from './send-link.ts'
import { writeAsPlatform } from './write.ts'

export function addUserReset(user: Parent, run: Run): void {
  user
    .command('reset')
    .description(
      'mail a user a link to set a password: it works once, for 30 minutes, or for 7 days if none was ever set',
    )
    .requiredOption('--user <username or id>', 'the user, by user name or id (usr_...)')
    .option('--log-out', 'end all sessions of the user too, now; who knows the old password can still log in')
    .action(({ user: wanted, logOut = false }) =>
      run(async (config, opened) => {
        const url = configuredUrl(config)
        const { user, purpose, token } = await writeAsPlatform(config, opened, async (tx) => {
          const user = await findUser(tx, wanted)
          const purpose = user.password === null ? 'INVITATION' : 'RESET'
          const [token = ''] = await giveTokens(tx, purpose, [user.id])
          // Last, for it takes the user's lock, which all that the user does waits for.
          if (logOut)
            await tx.$executeRaw`UPDATE "user" SET session_epoch = session_epoch + 1 WHERE id = ${user.id}`
          return { user, purpose, token }
        })
        const { id, username, role, funder } = user
        const link = `${url}/set-password#${token}`
        const mail = purpose === 'RESET' ? resetMail(user, link) : invitationMail(user, funder.name, link)
        const { text, json, wrong } = await sendLink(config, mail, username)
        const ended = logOut ? ' All sessions have ended.' : ''
        return {
          text: `${username} is ${id}, ${role} of ${funder.name}.${ended} ${text}`,
          json: { user: { id, username }, purpose, loggedOut: logOut, mail: json },
          wrong,
        }
      }),
    )
}

/** Locks the row: whoever sets a password or disables the user meanwhile waits, or has gone before. */
async function findUser(tx: Transaction, wanted: string) {
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
  if (user.status === 'DISABLED')
    issues.add(
      'user',
      'DISABLED',
      `${user.username} is disabled, and is let in by no password. An OWNER of ${user.funder.name} has to enable the user first (enableUser).`,
    )
  issues.refuse()
  return user
}
