// createMutationTransaction: the transaction of one mutation, open until its response is complete.

import type { PrismaClient } from '@latchkey/prisma'
import { MutationDatabase, type ReadDatabase } from './read-database.ts'
import type { AuthorizedTransaction, HeldTransaction } from './transaction.ts'

/**
 * The selection is read through the open transaction. Either the server commits everything that the response
 * contains, or it writes nothing.
 */
export interface MutationTransaction {
  readonly db: ReadDatabase
  readonly transaction: AuthorizedTransaction
  /** `performance.now()` after the write, when reading the selection starts; null if nothing was written. */
  readonly heldSince: () => number | null
  /**
   * Commits, if anything was written. Work without `lock` re-verifies the credential first. Rejects with the reason on
   * failure.
   */
  readonly commit: () => Promise<void>
  /** Rolls back a write that is open, or that opens later. */
  readonly rollBack: () => Promise<void>
}

interface Open {
  readonly since: number
  readonly finish: () => void
  readonly abandon: (error: Error) => void
  /** Resolves after the commit, rejects after a rollback. */
  readonly done: Promise<unknown>
}

class RolledBack extends Error {}

export function createMutationTransaction(held: HeldTransaction, prisma: PrismaClient): MutationTransaction {
  const db = new MutationDatabase(prisma)
  let open: Open | null = null
  let isOver = false

  const transaction: AuthorizedTransaction = (work) =>
    new Promise((resolve, reject) => {
      const done = held(work, async (tx, effect) => {
        // The execution may have been aborted while the write waited for its locks.
        if (isOver) throw new RolledBack('The request ended before this write.')
        if (open !== null) throw new Error('A mutation can open only one transaction.')
        const answered = Promise.withResolvers<void>()
        open = { since: performance.now(), finish: answered.resolve, abandon: answered.reject, done }
        db.readThrough(tx)
        resolve(effect)
        await answered.promise
      })
      done.catch(reject)
    })

  return {
    db,
    transaction,
    heldSince: () => open?.since ?? null,
    async commit() {
      isOver = true
      open?.finish()
      await open?.done
    },
    async rollBack() {
      isOver = true
      open?.abandon(new RolledBack('The request ended before its response was complete.'))
      // The caller already knows why the execution ended.
      await open?.done.catch(() => undefined)
    },
  }
}
