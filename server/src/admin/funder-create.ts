// funder create: opens the account of a lender, with the user who will be its owner. No credential is made.

import { domainOfEmail } from '@latchkey/schema/domain.ts'
import { newId } from '@latchkey/schema/ids.ts'
import { Issues } from '@latchkey/schema/issues.ts'
import type { Parent, Run } from './command.ts'
import { writeAsPlatform } from './write.ts'

export function addFunderCreate(funder: Parent, run: Run): void {
  funder
    .command('create')
    .description('open the account of a lender, with its OWNER; PRODUCTION stays closed')
    .requiredOption('--name <name>', 'what the funder is called, 1 to 128 characters')
    .requiredOption('--owner-name <name>', 'the name of the person, 1 to 128 characters')
    .requiredOption('--owner-email <email>', 'the e-mail address of the person')
    .requiredOption('--owner-username <username>', 'to log in with: 3 to 30 of a-z 0-9 _ .')
    .action((given) =>
      run((config, opened) =>
        writeAsPlatform(config, opened, async (tx) => {
          const issues = new Issues()
          const funder = { id: newId('Funder'), name: issues.text('name', given.name, { max: 128 }) }
          const owner = {
            id: newId('User'),
            funderId: funder.id,
            role: 'OWNER' as const,
            name: issues.text('owner-name', given.ownerName, { max: 128 }),
            email: given.ownerEmail.trim(),
            username: given.ownerUsername.trim().toLowerCase(),
          }
          if (domainOfEmail(owner.email) === null)
            issues.add('owner-email', 'INVALID_EMAIL', 'An e-mail address such as olivia@lender.com.')
          if (!/^[a-z0-9_.]{3,30}$/.test(owner.username))
            issues.add('owner-username', 'INVALID_USERNAME', '3 to 30 characters of a-z, 0-9, _ and dot.')
          issues.refuse()
          await tx.funder.create({ data: funder })
          const { count } = await tx.user.createMany({ data: [owner], skipDuplicates: true })
          if (count === 0)
            issues.add('owner-username', 'USERNAME_TAKEN', `Somebody has the user name ${owner.username}.`)
          issues.refuse()
          const { id, username } = owner
          return {
            text: `${funder.name} is ${funder.id}. Its OWNER ${username} (${id}) has no password and no key yet, and can log in once log-in exists. PRODUCTION is closed.`,
            json: { funder: { ...funder, productionOpenedAt: null }, owner: { id, username } },
          }
        }),
      ),
    )
}
