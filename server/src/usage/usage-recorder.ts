// createUsageRecorder: records key usage by hour and address. Used by authentication and routes.
//
// Buffers usage in memory and writes it once a second. After a crash the counts are lower bounds. No request
// waits for a write, and the writes touch no row that credential re-verification locks.

import type { Database } from '@latchkey/prisma'
import { apiKeyIdOf, type Principal } from '@latchkey/schema/auth/principal.ts'
import type { Log } from '../observability/log.ts'
import { UsageBuffer, type Used } from './usage-buffer.ts'
import { createUsageRetention } from './usage-retention.ts'
import { createUsageWriter } from './usage-writer.ts'

const FLUSH_INTERVAL_MS = 1_000
/** With this many buffered entries, the recorder writes at once instead of after the interval. */
const MAX_PENDING = 15_000

/** A request that was answered. */
interface Answered {
  readonly principal: Principal
  /** Charged cost, in root fields. */
  readonly cost: number
  /** Problem code of a rejected request, which has no data. Null for every other request. */
  readonly code: string | null
}

export interface UsageRecorder {
  accepted(used: Used): void
  /** Call once for each accepted request. Requests of sessions are not counted. */
  answered(answered: Answered): void
  /** Call for a request with an existing secret that authentication rejected. */
  refused(used: Used, code: string): void
  /** Writes the buffered usage now. */
  flush(): Promise<void>
}

export function createUsageRecorder(database: Pick<Database, 'pool'>, log: Log): UsageRecorder {
  const write = createUsageWriter(database, log)
  const deleteExpired = createUsageRetention(database, log)
  let buffer = new UsageBuffer()
  let timer: NodeJS.Timeout | null = null
  // Writes run one at a time, so a hanging database blocks at most one connection of the pool.
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
    accepted(used) {
      buffer.accepted(used)
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
      // The response does not tell the caller why the key is invalid. The key's owner can see the rejected
      // use.
      if (code === 'API_KEY_INVALID') buffer.rejected(used)
      scheduleFlush()
    },
    flush,
  }
}
