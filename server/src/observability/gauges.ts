// Gauges for /metrics, read at scrape time: database connections and pending jobs.

import type { Database } from '@latchkey/prisma'
import { Gauge } from 'prom-client'
import type { JobQueue } from '../jobs/job-queue.ts'
import type { Metrics } from './metrics.ts'

export function addGauges({ registry }: Metrics, database: Database, jobs: JobQueue): void {
  const registers = [registry]
  const pools = [
    ['general', database.pool],
    ['credentials', database.credentialPool],
    ['jobs', database.jobPool],
  ] as const
  new Gauge({
    registers,
    name: 'latchkey_database_connections',
    help: 'Open database connections, by state: in_use or idle. Pool: credentials (credential queries), jobs (the job queue) or general (all other queries).',
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
    name: 'latchkey_pending_jobs',
    help: 'Jobs of all servers that wait to run, run or wait for a retry, by queue.',
    labelNames: ['queue'],
    async collect() {
      for (const { queue, pending } of await jobs.pending()) this.set({ queue }, pending)
    },
  })
}
