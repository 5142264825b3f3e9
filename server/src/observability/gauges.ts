// Gauges for /metrics, read at scrape time: database connections and queued mails.

import type { Database } from '@latchkey/prisma'
import { Gauge } from 'prom-client'
import type { Outbox } from '../mail/outbox.ts'
import type { Metrics } from './metrics.ts'

export function addGauges({ registry }: Metrics, database: Database, outbox: Outbox): void {
  const registers = [registry]
  const pools = [
    ['general', database.pool],
    ['credentials', database.credentialPool],
  ] as const
  new Gauge({
    registers,
    name: 'latchkey_database_connections',
    help: 'Open database connections, by state: in_use or idle. Pool: credentials (credential queries) or general (all other queries).',
    labelNames: ['pool', 'state'],
    collect() {
      for (const [name, { totalCount, idleCount }] of pools) {
        this.set({ pool: name, state: 'in_use' }, totalCount - idleCount)
        this.set({ pool: name, state: 'idle' }, idleCount)
      }
    },
  })
  new Gauge({
    registers,
    name: 'latchkey_database_pending_queries',
    help: 'Database queries that wait for a connection, by pool.',
    labelNames: ['pool'],
    collect() {
      for (const [name, { waitingCount }] of pools) this.set({ pool: name }, waitingCount)
    },
  })
  new Gauge({
    registers,
    name: 'latchkey_pending_mails',
    help: 'Emails that wait to be sent or retried.',
    collect() {
      this.set(outbox.waiting())
    },
  })
}
