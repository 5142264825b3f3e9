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
  readonly readingSince: () => number | null
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
  readonly allowCommit: () => void
  readonly rollBack: (error: Error) => void
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
      const done = held(work, async (tx, result) => {
        // The execution may have been aborted while the write waited for its locks.
        if (isOver) throw new RolledBack('The request ended before this write.')
        if (open !== null) throw new Error('A mutation can open only one transaction.')
        const selectionRead = Promise.withResolvers<void>()
        open = {
          since: performance.now(),
          allowCommit: selectionRead.resolve,
          rollBack: selectionRead.reject,
          done,
        }
        db.readThrough(tx)
        resolve(result)
        await selectionRead.promise
      })
      done.catch(reject)
    })

  return {
    db,
    transaction,
    readingSince: () => open?.since ?? null,
    async commit() {
      isOver = true
      open?.allowCommit()
      await open?.done
    },
    async rollBack() {
      isOver = true
      open?.rollBack(new RolledBack('The request ended before its response was complete.'))
      // The caller already knows why the execution ended.
      await open?.done.catch(() => undefined)
    },
  }
}
