// Command `funder create`: creates a lender's account and invites its first OWNER by mail.

import { invitationMail, invitationPath } from '@latchkey/schema/accounts/mail-templates.ts'
import { createTokens } from '@latchkey/schema/accounts/passwords/one-time-token.ts'
import { checkUser } from '@latchkey/schema/accounts/users/user-input.ts'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { Issues } from '@latchkey/schema/validation/issues.ts'
import type { Parent, Run } from '../command.ts'
import { recordUserEvent } from '../platform-event.ts'
import { platformTransaction } from '../platform-transaction.ts'
import { linkAddress } from '../server-address.ts'
import { sendLink } from './send-link.ts'

const PATHS = { name: 'owner-name', username: 'owner-username', email: 'owner-email' }

export function addFunderCreate(funder: Parent, run: Run): void {
  funder
    .command('create')
    .description(
      'create a funder (lender account) and email its first OWNER an invitation; PRODUCTION stays closed',
    )
    .requiredOption('--name <name>', 'name of the funder, 1 to 128 characters')
    .requiredOption('--owner-name <name>', 'name of the OWNER, 1 to 128 characters')
    .requiredOption(
      '--owner-email <email>',
      'email address for the invitation link, which works once, within 7 days',
    )
    .requiredOption(
      '--owner-username <username>',
      'user name to sign in with: 3 to 30 characters of a-z, 0-9, _ and dot',
    )
    .action(({ name, ownerName, ownerEmail, ownerUsername }) =>
      run(async (config, opened) => {
        const { url, warning } = await linkAddress(config)
        const { funder, owner, token } = await platformTransaction(config, opened, async (tx) => {
          const issues = new Issues()
          const funder = { id: newId('Funder'), name: issues.text('name', name, { max: 128 }) }
          const given = { name: ownerName, username: ownerUsername, email: ownerEmail }
          const owner = { ...checkUser(issues, PATHS, given), id: newId('User') }
          issues.throwIfAny()
          await tx.funder.create({ data: funder })
          const data = { ...owner, funderId: funder.id, role: 'OWNER' as const, status: 'INVITED' as const }
          const { count } = await tx.user.createMany({ data: [data], skipDuplicates: true })
          if (count === 0)
            issues.add(
              'owner-username',
              'USERNAME_TAKEN',
              `The user name ${owner.username} is already taken. Choose another.`,
            )
          issues.throwIfAny()
          const [token = ''] = await createTokens(tx, 'INVITATION', [owner.id])
          await recordUserEvent(tx, 'user.invited', data, { role: data.role })
          return { funder, owner, token }
        })
        const { id, username } = owner
        const mail = invitationMail(owner, funder.name, `${url}${invitationPath(token)}`)
        const { text, json, failed } = await sendLink(config, mail, username, warning)
        return {
          text: `Created funder ${funder.name} (${funder.id}) with OWNER ${username} (${id}). PRODUCTION is closed. ${text}`,
          json: { funder: { ...funder, productionOpenedAt: null }, owner: { id, username }, mail: json },
          failed,
        }
      }),
    )
}
