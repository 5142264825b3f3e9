// Command `user reset`: mails a password link. The current password stays valid until it is used.

import { invitationMail, invitationPath, resetMail } from '@latchkey/schema/accounts/mail-templates.ts'
import { createTokens } from '@latchkey/schema/accounts/passwords/one-time-token.ts'
import type { Parent, Run } from '../command.ts'
import { recordUserEvent } from '../platform-event.ts'
import { platformTransaction } from '../platform-transaction.ts'
import { linkAddress } from '../server-address.ts'
import { checkEnabled, findUser } from './find-user.ts'
import { sendLink } from './send-link.ts'

export function addUserReset(user: Parent, run: Run): void {
  user
    .command('reset')
    .description(
      'email a user a link to set a password; it works once, for 30 minutes (7 days if no password was ever set)',
    )
    .requiredOption('--user <username or id>', 'user name or id (usr_...) of the user')
    .option(
      '--sign-out',
      'also end all sessions of the user now; the old password still works until it is replaced',
    )
    .action(({ user: wanted, signOut = false }) =>
      run(async (config, opened) => {
        const { url, warning } = await linkAddress(config)
        const { user, purpose, token } = await platformTransaction(config, opened, async (tx) => {
          const user = await findUser(tx, wanted)
          checkEnabled(user)
          const purpose = user.password === null ? 'INVITATION' : 'RESET'
          const [token = ''] = await createTokens(tx, purpose, [user.id])
          await recordUserEvent(tx, 'user.reset_link_sent', user, { signedOut: signOut })
          // Last statement of the transaction, because it takes the user's revocation lock, for which all
          // requests of the user wait.
          if (signOut)
            await tx.$executeRaw`UPDATE "user" SET session_epoch = session_epoch + 1 WHERE id = ${user.id}`
          return { user, purpose, token }
        })
        const { id, username, role, funder } = user
        const mail =
          purpose === 'RESET'
            ? resetMail(user, `${url}/set-password#${token}`)
            : invitationMail(user, funder.name, `${url}${invitationPath(token)}`)
        const { text, json, failed } = await sendLink(config, mail, username, warning)
        const ended = signOut ? ' All sessions have ended.' : ''
        return {
          text: `${username} (${id}) is ${role} of ${funder.name}.${ended} ${text}`,
          json: { user: { id, username }, purpose, signedOut: signOut, mail: json },
          failed,
        }
      }),
    )
}
