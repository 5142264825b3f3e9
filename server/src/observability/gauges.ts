// What a server has at the moment when it is asked: connections to the database, and mails that wait.

import type { Database } from '@latchkey/prisma'
import { Gauge } from 'prom-client'
import type { Outbox } from '../mail/outbox.ts'
import type { Metrics } from './metrics.ts'

export function addGauges({ registry }: Metrics, database: Database, outbox: Outbox): void {
  const registers = [registry]
  const pools = [
    ['general', database.pool],
    ['look_ups', database.lookUps],
  ] as const
  new Gauge({
    registers,
    name: 'latchkey_database_connections',
    help: 'Open connections to the database, by state: in_use or idle. Pool: look_ups, for credentials; general, for all else.',
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
    name: 'latchkey_database_waiting',
    help: 'Questions to the database that wait for a connection, by pool.',
    labelNames: ['pool'],
    collect() {
      for (const [name, { waitingCount }] of pools) this.set({ pool: name }, waitingCount)
    },
  })
  new Gauge({
    registers,
    name: 'latchkey_mails_waiting',
    help: 'Mails that wait to be handed over, or to be tried again.',
    collect() {
      this.set(outbox.waiting())
    },
  })
}
