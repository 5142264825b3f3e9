// jobsDone: waits for the job queue of test servers. Used by World and by tests with servers of their own.

import { setTimeout } from 'node:timers/promises'
import type { LatchkeyServer } from '@latchkey/server/server.ts'

/** Waits until no job of the database of `servers` waits or runs. */
export async function jobsDone(servers: readonly LatchkeyServer[]): Promise<void> {
  const [first] = servers
  for (;;) {
    const queues = ((await first?.jobs.pending()) ?? []).filter(({ pending }) => pending > 0)
    if (queues.length === 0) return
    for (const { jobs } of servers) jobs.wake(queues.map(({ queue }) => queue))
    await setTimeout(10)
  }
}
