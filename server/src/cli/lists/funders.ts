// Command `funder list`: lists the lenders' accounts.

import type { Parent, Run } from '../command.ts'
import { readAsPlatform } from '../open-database.ts'
import { AFTER, LIMIT, minute, readPage } from './page.ts'

export function addFunderList(funder: Parent, run: Run): void {
  funder
    .command('list')
    .description('list the funders, oldest first')
    .option('--limit <number>', LIMIT, '50')
    .option('--after <id>', AFTER)
    .action((page) =>
      run((config, opened) =>
        readAsPlatform(config, opened, (prisma) =>
          readPage(page, {
            name: 'funders',
            find: (keyset, take) =>
              prisma.funder.findMany({
                where: keyset,
                orderBy: { id: 'asc' },
                take,
                include: { _count: { select: { users: true } } },
              }),
            columns: {
              id: ({ id }) => id,
              name: ({ name }) => name,
              status: ({ status }) => status,
              users: ({ _count }) => String(_count.users),
              production: ({ productionOpenedAt }) =>
                productionOpenedAt === null ? 'closed' : `open since ${minute(productionOpenedAt)}`,
              created: ({ createdAt }) => minute(createdAt),
            },
            json: ({ id, name, status, _count, productionOpenedAt, createdAt }) => ({
              ...{ id, name, status, users: _count.users, productionOpenedAt, createdAt },
            }),
          }),
        ),
      ),
    )
}
