// Writes to the broker directory in tests, as platform staff would with latchkey-admin.

import type { Database } from '@latchkey/prisma'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'

export class Directory {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Adds a broker with these domains. Returns its id. */
  async add(name: string, ...domains: string[]): Promise<string> {
    const id = newId('Broker')
    const data = { id, name, domains: { create: domains.map((domain) => ({ domain })) } }
    await createSystemTransaction(this.#database.prisma)((tx) => tx.broker.create({ data }))
    return id
  }

  /** Returns the broker of a domain. Adds it if the directory does not have it. */
  async know(domain: string): Promise<string> {
    const known = await this.#database.prisma.brokerDomain.findUnique({ where: { domain } })
    return known?.brokerId ?? this.add(`Broker of ${domain}`, domain)
  }
}
