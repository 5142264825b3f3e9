// Command `broker create`: adds a broker with its email domains to the directory.

import { addDomains } from '@latchkey/schema/brokers/add-domains.ts'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { Issues } from '@latchkey/schema/validation/issues.ts'
import type { Parent, Run } from './command.ts'
import { platformTransaction } from './platform-transaction.ts'

export function addBrokerCreate(broker: Parent, run: Run): void {
  broker
    .command('create')
    .description('add a broker and its email domains to the directory')
    .requiredOption('--name <name>', 'name of the broker, 1 to 128 characters')
    .requiredOption('--domain <domain...>', 'one or more email domains of the broker')
    .option('--force', 'also accept suspicious domains: look-alikes and unknown endings')
    .action(({ name, domain: given, force = false }) =>
      run((config, opened) =>
        platformTransaction(config, opened, async (tx) => {
          const issues = new Issues()
          const data = { id: newId('Broker'), name: issues.text('name', name, { max: 128 }) }
          const broker = await tx.broker.create({ data })
          const domains = await addDomains(tx, issues, { brokerId: broker.id, domains: given, force })
          return {
            text: `Created broker ${broker.name} (${broker.id}) with the domains ${domains.join(', ')}.`,
            json: { broker: { id: broker.id, name: broker.name, domains } },
          }
        }),
      ),
    )
}
