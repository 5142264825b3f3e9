// What a resolver has: who asks, what may be read, and the one door to writing.

import type { PrismaClient } from '@latchkey/prisma'
import type { Caller } from './access/caller.ts'
import type { Principal } from './access/principal.ts'
import type { Operation } from './access/who-may.ts'
import type { Write } from './access/write.ts'
import type { Mail } from './ports.ts'

type Model =
  | 'funder'
  | 'user'
  | 'broker'
  | 'brokerDomain'
  | 'relationship'
  | 'apiKey'
  | 'secret'
  | 'lateUse'
  | 'usageHour'
  | 'keyAddress'
  | 'submission'
  | 'owner'
  | 'password'
  | 'idempotentRequest'
  | 'passwordToken'
type Read = 'findFirst' | 'findFirstOrThrow' | 'findMany' | 'findUnique' | 'findUniqueOrThrow' | 'count'

/** The database to read from; writing goes through `write` alone. `$queryRaw` is for SELECT: test/contracts holds it to that. */
type ReadDatabase = { readonly [M in Model]: Pick<PrismaClient[M], Read> } & Pick<
  PrismaClient,
  '$connect' | '$queryRaw'
>

export interface Context {
  readonly principal: Principal
  readonly db: ReadDatabase
  /** One transaction, proved before it commits (access/write.ts). */
  readonly write: Write
  /** The operations this request was allowed so far; the proof asks for each of them again. */
  readonly allowed: Set<Operation>
  /** The Idempotency-Key that a mutation came with, and what its input is hashed with. */
  readonly idempotency: { readonly key: string; readonly hashKey: Uint8Array } | null
  /** Whose writes `write` carries out (once, while they have a request), and from which address they are asked for. */
  readonly caller: Pick<Caller, 'address' | 'request' | 'replayed'>
  /** Whether nobody waits for the answer any more: the caller left, or was told that it takes too long. */
  readonly isOver: () => boolean
  /** Where mails leave: at once, delivered in the background. */
  readonly post: (mail: Mail) => void
  /** The address of a page of ours, for the links of mails; of the configuration and never of the request. */
  readonly page: (path: string) => string
}
