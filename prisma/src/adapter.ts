// Exports Prisma's pg adapter with sequential statements per transaction. Used by client.ts.

import { PrismaPg } from '@prisma/adapter-pg'

/**
 * Nested fields of a mutation run queries in parallel in one transaction, and therefore on one connection. pg
 * would queue these statements in its client, which it deprecates with a warning and will reject in its next
 * major version.
 */
export class SequentialTransactions extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const start = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolationLevel) => {
      const transaction = await start(isolationLevel)
      const queryRaw = transaction.queryRaw.bind(transaction)
      const executeRaw = transaction.executeRaw.bind(transaction)
      let last: Promise<unknown> = Promise.resolve()
      const inOrder = <T>(send: () => Promise<T>): Promise<T> => {
        const sent = last.then(send)
        last = sent.catch(() => undefined)
        return sent
      }
      transaction.queryRaw = (query) => inOrder(() => queryRaw(query))
      transaction.executeRaw = (query) => inOrder(() => executeRaw(query))
      return transaction
    }
    return adapter
  }
}
