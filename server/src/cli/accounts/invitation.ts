// Commands `user resend-invitation` and `user revoke-invitation`, for users who are INVITED.

import { invitationMail, invitationPath } from '@latchkey/schema/accounts/mail-templates.ts'
import { createTokens } from '@latchkey/schema/accounts/passwords/one-time-token.ts'
import { Issues } from '@latchkey/schema/validation/issues.ts'
import type { Parent, Run } from '../command.ts'
import { recordUserEvent } from '../platform-event.ts'
import { platformTransaction } from '../platform-transaction.ts'
import { linkAddress } from '../server-address.ts'
import { findUser } from './find-user.ts'
import { sendLink } from './send-link.ts'

const USER = 'user name or id (usr_...) of the user'

export function addResendInvitation(user: Parent, run: Run): void {
  user
    .command('resend-invitation')
    .description(
      'email an INVITED user a new link, which works once, within 7 days; the earlier link stops working',
    )
    .requiredOption('--user <username or id>', USER)
    .action(({ user: wanted }) =>
      run(async (config, opened) => {
        const address = await linkAddress(config)
        const { user, token } = await platformTransaction(config, opened, async (tx) => {
          const user = await findUser(tx, wanted)
          checkInvited(user)
          const [token = ''] = await createTokens(tx, 'INVITATION', [user.id])
          await recordUserEvent(tx, 'user.invitation_resent', user)
          return { user, token }
        })
        const { id, username, funder, status } = user
        const mail = invitationMail(user, funder.name, `${address.url}${invitationPath(token)}`)
        const { text, json, failed } = await sendLink(config, mail, username, address.warning)
        return {
          text: `${username} (${id}) of ${funder.name} is INVITED. ${text}`,
          json: { user: { id, username, status }, mail: json },
          failed,
        }
      }),
    )
}

export function addRevokeInvitation(user: Parent, run: Run): void {
  user
    .command('revoke-invitation')
    .description('revoke the invitation link of an INVITED user and disable the user')
    .requiredOption('--user <username or id>', USER)
    .action(({ user: wanted }) =>
      run((config, opened) =>
        platformTransaction(config, opened, async (tx) => {
          const user = await findUser(tx, wanted)
          checkInvited(user)
          const { id, username, funder } = user
          await tx.passwordToken.deleteMany({ where: { userId: id } })
          await tx.$executeRaw`UPDATE "user" SET status = 'DISABLED' WHERE id = ${id}`
          await recordUserEvent(tx, 'user.invitation_revoked', user, { status: 'DISABLED' })
          return {
            text: `Revoked the invitation of ${username} (${id}) of ${funder.name}. The user is DISABLED.`,
            json: { user: { id, username, status: 'DISABLED' } },
          }
        }),
      ),
    )
}

function checkInvited({ username, status }: { readonly username: string; readonly status: string }): void {
  if (status === 'INVITED') return
  const issues = new Issues()
  issues.add(
    'user',
    'NOT_INVITED',
    `${username} is ${status}. Only users who are INVITED have an invitation.`,
  )
  issues.throwIfAny()
}
