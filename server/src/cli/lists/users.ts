// Command `user list`: lists the users of funders, never a password hash or a link.

import { Option } from '@commander-js/extra-typings'
import { Role, UserStatus } from '@latchkey/prisma'
import type { Parent, Run } from '../command.ts'
import { readAsPlatform } from '../open-database.ts'
import { AFTER, funderIdOf, LIMIT, minute, readPage } from './page.ts'

export function addUserList(user: Parent, run: Run): void {
  user
    .command('list')
    .description('list the users of all funders or one funder, oldest first')
    .option('--funder <id or name>', 'only this funder: id (fun_...) or full name')
    .addOption(new Option('--status <status>', 'only this status').choices(Object.values(UserStatus)))
    .addOption(new Option('--role <role>', 'only this role').choices(Object.values(Role)))
    .option('--limit <number>', LIMIT, '50')
    .option('--after <id>', AFTER)
    .action(({ funder, status, role, ...page }) =>
      run((config, opened) =>
        readAsPlatform(config, opened, async (prisma) => {
          const funderId = await funderIdOf(prisma, funder)
          const where = {
            ...(funderId === undefined ? {} : { funderId }),
            ...(status === undefined ? {} : { status }),
            ...(role === undefined ? {} : { role }),
          }
          return readPage(page, {
            name: 'users',
            find: (keyset, take) =>
              prisma.user.findMany({
                where: { ...where, ...keyset },
                orderBy: { id: 'asc' },
                take,
                include: { funder: { select: { id: true, name: true } } },
              }),
            columns: {
              id: ({ id }) => id,
              username: ({ username }) => username,
              name: ({ name }) => name,
              email: ({ email }) => email,
              role: ({ role }) => role,
              status: ({ status }) => status,
              funder: ({ funder }) => funder.name,
              created: ({ createdAt }) => minute(createdAt),
            },
            json: ({ id, username, name, email, role, status, funder, createdAt }) => ({
              ...{ id, username, name, email, role, status, funder, createdAt },
            }),
          })
        }),
      ),
    )
}
