// createRecurringTimer: enqueues each recurring job once per period, whichever server asks first. Used by job-queue.ts.

import type { PgBoss } from 'pg-boss'
import type { Log } from '../observability/log.ts'
import { isRecurringJob, RECURRING, type RecurringJob } from './queues.ts'

/** Servers ask this often, at least. */
const MAX_TICK_SECONDS = 60

interface RecurringTimer {
  start(): void
  stop(): Promise<void>
}

/**
 * Time is divided into periods, and a unique index allows one job per queue and period, also after it has run. So any
 * number of servers can ask at any time, and a period lacks its run only if no server is up.
 */
export function createRecurringTimer(
  queue: PgBoss,
  log: Log,
  onEnqueued: (name: RecurringJob) => void,
): RecurringTimer {
  const timers: NodeJS.Timeout[] = []
  const asking = new Set<Promise<void>>()

  async function ask(name: RecurringJob): Promise<void> {
    try {
      const id = await queue.send(name, {}, { singletonSeconds: RECURRING[name] })
      if (id !== null) onEnqueued(name)
    } catch (err) {
      log.warn({ err, job: name }, 'enqueueing a recurring job failed: trying again')
    }
  }

  return {
    start() {
      for (const name of Object.keys(RECURRING).filter(isRecurringJob)) {
        const tick = () => {
          const asked: Promise<void> = ask(name).finally(() => asking.delete(asked))
          asking.add(asked)
        }
        tick()
        timers.push(setInterval(tick, 1_000 * Math.min(MAX_TICK_SECONDS, RECURRING[name] / 2)))
      }
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(asking)
    },
  }
}
