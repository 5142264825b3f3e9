// Command `broker list`: lists the brokers of the directory with their domains.

import type { Parent, Run } from '../command.ts'
import { readAsPlatform } from '../open-database.ts'
import { AFTER, LIMIT, minute, readPage } from './page.ts'

export function addBrokerList(broker: Parent, run: Run): void {
  broker
    .command('list')
    .description('list the brokers of the directory, oldest first')
    .option('--domain <domain>', 'only the broker with this domain')
    .option('--limit <number>', LIMIT, '50')
    .option('--after <id>', AFTER)
    .action(({ domain, ...page }) =>
      run((config, opened) =>
        readAsPlatform(config, opened, (prisma) =>
          readPage(page, {
            name: 'brokers',
            find: (keyset, take) =>
              prisma.broker.findMany({
                where: {
                  ...keyset,
                  ...(domain === undefined
                    ? {}
                    : { domains: { some: { domain: domain.trim().toLowerCase() } } }),
                },
                orderBy: { id: 'asc' },
                take,
                include: {
                  domains: { orderBy: { domain: 'asc' } },
                  _count: { select: { relationships: { where: { status: 'ACTIVE' } } } },
                },
              }),
            columns: {
              id: ({ id }) => id,
              name: ({ name }) => name,
              domains: ({ domains }) => domains.map((one) => one.domain).join(', '),
              relationships: ({ _count }) => String(_count.relationships),
              created: ({ createdAt }) => minute(createdAt),
            },
            json: ({ id, name, domains, _count, createdAt }) => ({
              ...{ id, name, domains: domains.map((one) => one.domain) },
              ...{ activeRelationships: _count.relationships, createdAt },
            }),
          }),
        ),
      ),
    )
}
