// Exports `openDatabase`: the connection pools and the Prisma client of a server.

import pg from 'pg'
import { PrismaClient } from '../generated/client/client.ts'
import { SequentialTransactions } from './adapter.ts'
import { connectionConfig } from './connection.ts'
import { createWriteProbe } from './write-probe.ts'

export interface Database {
  readonly pool: pg.Pool
  /** Maximum number of connections of `pool`. */
  readonly connections: number
  /**
   * Pool for credential lookups. They never queue behind transactions that wait for locks, and have short
   * timeouts.
   */
  readonly credentialPool: pg.Pool
  /** Pool of the job queue, so that its workers do not queue behind requests. */
  readonly jobPool: pg.Pool
  readonly prisma: PrismaClient
  /**
   * False if PostgreSQL recently rejected a write because its disk is full or it is a standby. Cached, so it
   * is fast.
   */
  canWrite(): Promise<boolean>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  /** Maximum number of connections of all pools together, 4 or more. */
  readonly connections: number
  /** Called when an idle connection breaks. The pool replaces the connection by itself. */
  readonly onError: (error: Error) => void
}

// One query looks up all credentials that are waiting, so one connection is enough.
const CREDENTIAL_CONNECTIONS = 1
// The queue's own statements only. The jobs themselves use the general pool.
const JOB_CONNECTIONS = 1

export function openDatabase({ url, connections, onError }: DatabaseOptions): Database {
  const general = connections - CREDENTIAL_CONNECTIONS - JOB_CONNECTIONS
  const pool = new pg.Pool({
    ...connectionConfig(url, 'latchkey', {
      // A server that freezes inside a transaction holds locks that a deletion on another server waits for.
      // PostgreSQL ends such a transaction.
      idle_in_transaction_session_timeout: '5s',
      // Shorter than PostgreSQL's deadlock_timeout (1 s), so that a deadlock fails our statement and not that
      // of an administrator in psql. Also short so that writes that wait for an open transaction do not
      // occupy all connections.
      lock_timeout: '800ms',
      statement_timeout: '20s',
    }),
    max: general,
    connectionTimeoutMillis: 10_000,
  })
  const credentialPool = new pg.Pool({
    ...connectionConfig(url, 'latchkey credentials', { statement_timeout: '5s' }),
    max: CREDENTIAL_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  const jobPool = new pg.Pool({
    ...connectionConfig(url, 'latchkey jobs', { lock_timeout: '5s', statement_timeout: '20s' }),
    max: JOB_CONNECTIONS,
    connectionTimeoutMillis: 10_000,
  })
  for (const one of [pool, credentialPool, jobPool]) one.on('error', onError)
  const prisma = new PrismaClient({ adapter: new SequentialTransactions(pool), errorFormat: 'minimal' })
  return {
    pool,
    connections: general,
    credentialPool,
    jobPool,
    prisma,
    canWrite: createWriteProbe(pool),
    async close() {
      await prisma.$disconnect()
      await Promise.all([pool.end(), credentialPool.end(), jobPool.end()])
    },
  }
}
