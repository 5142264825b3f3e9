// The directory of brokers, which the platform keeps: tests write into it what the platform's staff would.

import type { Database } from '@latchkey/prisma'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'

export class Directory {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Makes a broker known by these domains; answers its id. */
  async add(name: string, ...domains: string[]): Promise<string> {
    const id = newId('Broker')
    const data = { id, name, domains: { create: domains.map((domain) => ({ domain })) } }
    await createSystemTransaction(this.#database.prisma)((tx) => tx.broker.create({ data }))
    return id
  }

  /** The broker of a domain, made known if it is not yet. */
  async know(domain: string): Promise<string> {
    const known = await this.#database.prisma.brokerDomain.findUnique({ where: { domain } })
    return known?.brokerId ?? this.add(`Broker of ${domain}`, domain)
  }
}
