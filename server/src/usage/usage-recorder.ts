// Who uses which key, how much, and from where: gathered in memory, written once a second. Counts are lower bounds after
// a crash; no request waits for them, and no row is written that a proof locks.

import type { Database } from '@latchkey/prisma'
import { apiKeyIdOf, type Principal } from '@latchkey/schema/auth/principal.ts'
import type { Log } from '../observability/log.ts'
import { UsageBuffer, type Used } from './usage-buffer.ts'
import { createUsageRetention } from './usage-retention.ts'
import { createUsageWriter } from './usage-writer.ts'

const FLUSH_INTERVAL_MS = 1_000
/** More entries than this at once are written without waiting for the second. */
const MAX_PENDING = 15_000

/** A request that has its answer. */
interface Answered {
  readonly principal: Principal
  /** What it was charged. */
  readonly cost: number
  /** Of its problem, if it was refused: it has no data. */
  readonly code: string | null
}

export interface UsageRecorder {
  admitted(used: Used): void
  /** Once for each request that was admitted; those of sessions are not counted. */
  answered(answered: Answered): void
  /** A request with a secret that is known, refused at the door. */
  refused(used: Used, code: string): void
  /** Writes what is waiting. */
  flush(): Promise<void>
}

export function createUsageRecorder(database: Pick<Database, 'pool'>, log: Log): UsageRecorder {
  const write = createUsageWriter(database, log)
  const deleteExpired = createUsageRetention(database, log)
  let buffer = new UsageBuffer()
  let timer: NodeJS.Timeout | null = null
  // One write at a time, so that a database that has stopped has no more than one connection of us.
  let last = Promise.resolve()
  let next: Promise<void> | null = null

  function scheduleFlush(): void {
    if (next !== null) return
    if (buffer.size >= MAX_PENDING) void flush()
    else timer ??= setTimeout(() => void flush(), FLUSH_INTERVAL_MS).unref()
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (next === null) {
      next = last.then(writeAll)
      last = next
    }
    return next
  }

  async function writeAll(): Promise<void> {
    next = null
    const taken = buffer
    buffer = new UsageBuffer()
    if (taken.size === 0) return
    await write(taken)
    await deleteExpired(taken)
  }

  return {
    admitted(used) {
      buffer.admitted(used)
      scheduleFlush()
    },
    answered({ principal, cost, code }) {
      const id = apiKeyIdOf(principal)
      if (id === null) return
      buffer.answered(id, principal.now, cost, code)
      scheduleFlush()
    },
    refused(used, code) {
      const { api_key_id: id, now } = used.row
      if (id === null) return
      buffer.answered(id, now, 0, code)
      // The caller is told nothing of why; the owner is told that it happened.
      if (code === 'API_KEY_INVALID') buffer.rejected(used)
      scheduleFlush()
    },
    flush,
  }
}
