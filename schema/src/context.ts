// What a resolver has: who asks, what may be read, and the one door to writing.

import type { Caller } from './auth/caller.ts'
import type { Operation } from './auth/permissions.ts'
import type { Principal } from './auth/principal.ts'
import type { Mail } from './mailer.ts'
import type { ReadDatabase } from './transaction/read-database.ts'
import type { AuthorizedTransaction } from './transaction/transaction.ts'

export interface Context {
  readonly principal: Principal
  /** In a mutation, from its write on: the transaction of that write. */
  readonly db: ReadDatabase
  /** One transaction, which stays open until the whole selection was read through `db` (transaction/mutation-transaction.ts). */
  readonly transaction: AuthorizedTransaction
  /** The operations this request was allowed so far; the proof asks for each of them again. */
  readonly allowed: Set<Operation>
  /** The Idempotency-Key that a mutation came with, and what its input is hashed with. */
  readonly idempotency: { readonly key: string; readonly hashKey: Uint8Array } | null
  /** Whose writes `write` carries out (once, while they have a request), and from which address they are asked for. */
  readonly caller: Pick<Caller, 'address' | 'request'>
  /** Whether nobody waits for the answer any more: the caller left, or was told that it takes too long. */
  readonly isOver: () => boolean
  /** Sends a mail in the background; in a mutation, once that is committed. */
  readonly post: (mail: Mail) => void
  /** The address of a page of ours, for the links of mails; of the configuration and never of the request. */
  readonly page: (path: string) => string
}
