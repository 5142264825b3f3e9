// The transaction of a mutation. It stays open while the selection is read through it, and ends when the answer is
// complete: either everything that was answered is committed, or nothing was written.

import type { PrismaClient } from '@latchkey/prisma'
import type { Mail } from '../mailer.ts'
import { MutationDatabase, type ReadDatabase } from './read-database.ts'
import type { AuthorizedTransaction, HeldTransaction } from './transaction.ts'

export interface MutationTransaction {
  readonly db: ReadDatabase
  readonly transaction: AuthorizedTransaction
  /** Sends the mail when the transaction is committed. */
  readonly post: (mail: Mail) => void
  /** When the act was done and the reading began; null as long as nothing was written. */
  readonly heldSince: () => number | null
  /** Re-verifies the credential and commits, if anything was written; rejects with the reason if that fails. */
  readonly commit: () => Promise<void>
  /** Sends the mails of a commit that was unknown, once it is known to have come through. */
  readonly sendMails: () => void
  /** Ends a write that is open, or opens later, without committing it. */
  readonly rollBack: () => Promise<void>
}

interface Open {
  readonly since: number
  readonly finish: () => void
  readonly abandon: (error: Error) => void
  /** Resolves when it is committed, rejects when it is not. */
  readonly done: Promise<unknown>
}

class RolledBack extends Error {}

export function createMutationTransaction(
  held: HeldTransaction,
  prisma: PrismaClient,
  post: (mail: Mail) => void,
): MutationTransaction {
  const db = new MutationDatabase(prisma)
  const mails: Mail[] = []
  let open: Open | null = null
  let isOver = false

  const transaction: AuthorizedTransaction = (work) =>
    new Promise((resolve, reject) => {
      const done = held(work, async (tx, effect) => {
        // The execution may have been given up while the write was waiting.
        if (isOver) throw new RolledBack('Nobody waits for this write.')
        if (open !== null) throw new Error('A mutation writes once.')
        const answered = Promise.withResolvers<void>()
        open = { since: performance.now(), finish: answered.resolve, abandon: answered.reject, done }
        db.readThrough(tx)
        resolve(effect)
        await answered.promise
      })
      done.catch(reject)
    })

  const sendMails = () => {
    for (const mail of mails.splice(0)) post(mail)
  }

  return {
    db,
    transaction,
    post: (mail) => {
      mails.push(mail)
    },
    heldSince: () => open?.since ?? null,
    async commit() {
      isOver = true
      open?.finish()
      await open?.done
      sendMails()
    },
    sendMails,
    async rollBack() {
      isOver = true
      open?.abandon(new RolledBack('The selection was not answered.'))
      // Why it ended is not news.
      await open?.done.catch(() => undefined)
    },
  }
}
