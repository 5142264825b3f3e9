// From an address to a database: a pool of connections that Prisma shares, and one connection for look-ups.

import pg from 'pg'
import { PrismaClient } from '../generated/client/client.ts'
import { SequentialTransactions } from './adapter.ts'
import { connectionConfig } from './connection.ts'
import { createWriteProbe } from './write-probe.ts'

export interface Database {
  readonly pool: pg.Pool
  /** How many connections `pool` has at the most. */
  readonly connections: number
  /** For the look-ups of credentials: never behind transactions that wait for locks, and never waiting long themselves. */
  readonly credentialPool: pg.Pool
  readonly prisma: PrismaClient
  /** False when PostgreSQL has lately refused any write: its disk is full, or it is a standby. Cached, and never slow. */
  canWrite(): Promise<boolean>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  /** Connections at most, 3 or more. */
  readonly connections: number
  /** Told of connections that break while idle; the pool replaces them by itself. */
  readonly onError: (error: Error) => void
}

// One query looks up all credentials that wait at a moment.
const CREDENTIAL_CONNECTIONS = 1

export function openDatabase({ url, connections, onError }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...connectionConfig(url, 'latchkey', {
      // A server that freezes in the middle of a transaction holds locks that a deletion on another server waits for:
      // PostgreSQL gives such a transaction up.
      idle_in_transaction_session_timeout: '5s',
      // Shorter than PostgreSQL's own search for deadlocks (1 s), so that we give way and not an administrator in psql;
      // and short, so that writes which wait for an open transaction do not keep all connections from everybody else.
      lock_timeout: '800ms',
      statement_timeout: '20s',
    }),
    max: connections - CREDENTIAL_CONNECTIONS,
    connectionTimeoutMillis: 10_000,
  })
  const credentialPool = new pg.Pool({
    ...connectionConfig(url, 'latchkey look-ups', { statement_timeout: '5s' }),
    max: CREDENTIAL_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  for (const one of [pool, credentialPool]) one.on('error', onError)
  const prisma = new PrismaClient({ adapter: new SequentialTransactions(pool), errorFormat: 'minimal' })
  return {
    pool,
    connections: connections - CREDENTIAL_CONNECTIONS,
    credentialPool,
    prisma,
    canWrite: createWriteProbe(pool),
    async close() {
      await prisma.$disconnect()
      await Promise.all([pool.end(), credentialPool.end()])
    },
  }
}
