// Command `domain add`: adds email domains to a broker of the directory.

import { addDomains } from '@latchkey/schema/brokers/add-domains.ts'
import { Issues } from '@latchkey/schema/validation/issues.ts'
import type { Parent, Run } from './command.ts'
import { findByIdOrName } from './find-record.ts'
import { platformTransaction } from './platform-transaction.ts'

export function addDomainAdd(domain: Parent, run: Run): void {
  domain
    .command('add')
    .description('add email domains to a broker of the directory')
    .requiredOption('--broker <id or name>', 'id (brk_...) or full name of the broker')
    .requiredOption('--domain <domain...>', 'one or more email domains of the broker')
    .option('--force', 'also accept suspicious domains: look-alikes and unknown endings')
    .action(({ broker: wanted, domain: given, force = false }) =>
      run((config, opened) =>
        platformTransaction(config, opened, async (tx) => {
          const where = { OR: [{ id: wanted }, { name: wanted }] }
          const broker = findByIdOrName('broker', wanted, await tx.broker.findMany({ where }))
          const issues = new Issues()
          const added = await addDomains(tx, issues, { brokerId: broker.id, domains: given, force })
          const rows = await tx.brokerDomain.findMany({
            where: { brokerId: broker.id },
            orderBy: { domain: 'asc' },
          })
          const domains = rows.map((row) => row.domain)
          const news = added.length === 0 ? 'No new domains' : `Added ${added.join(', ')}`
          return {
            text: `${news}. ${broker.name} (${broker.id}) has the domains ${domains.join(', ')}.`,
            json: { broker: { id: broker.id, name: broker.name, domains }, added },
          }
        }),
      ),
    )
}
