// Context: principal, read access and the only way to write. Passed to every resolver.

import type { Caller } from './auth/caller.ts'
import type { Operation } from './auth/permissions.ts'
import type { Principal } from './auth/principal.ts'
import type { DocumentStorage } from './documents/document-storage.ts'
import type { MasterKeys } from './encryption/data-key.ts'
import type { Enqueue } from './jobs.ts'
import type { ReadDatabase } from './transaction/read-database.ts'
import type { AuthorizedTransaction } from './transaction/transaction.ts'

export interface Context {
  readonly principal: Principal
  /** In a mutation, after its write: reads through the transaction of the write. */
  readonly db: ReadDatabase
  /**
   * One transaction per mutation. It stays open until the selection was read through `db`
   * (transaction/mutation-transaction.ts).
   */
  readonly transaction: AuthorizedTransaction
  /** The operations allowed so far in this request. The credential re-verification includes each of them. */
  readonly allowed: Set<Operation>
  /** The Idempotency-Key of a mutation, and the HMAC key for its input. */
  readonly idempotency: { readonly key: string; readonly hashKey: Uint8Array } | null
  /** Keys that wrap the data keys of submissions. */
  readonly masterKeys: MasterKeys
  /** Signed addresses and checks of files, for this caller. */
  readonly storage: DocumentStorage
  /** The client address, and the idempotent request that makes a write run only once. */
  readonly caller: Pick<Caller, 'address' | 'request'>
  /** True after the client disconnected or the request timed out. */
  readonly isOver: () => boolean
  /** Enqueues a job, such as a mail, in the transaction that causes it. */
  readonly enqueue: Enqueue
}
