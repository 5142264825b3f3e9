// From an address to a database: one pg pool, and a Prisma client on that same pool.

import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../generated/client/client.ts'

export interface Database {
  /** For prepared statements on hot paths. */
  readonly pool: pg.Pool
  readonly prisma: PrismaClient
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  /** Connections at most. */
  readonly connections: number
  /** Told of connections that break while idle; the pool replaces them by itself. */
  readonly onError: (error: Error) => void
}

export function openDatabase({ url, connections, onError }: DatabaseOptions): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, application_name: 'latchkey' })
  pool.on('error', onError)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' })
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
