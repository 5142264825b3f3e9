// jobsDone: waits for the job queue of test servers. Used by World and by tests with servers of their own.

import { setTimeout } from 'node:timers/promises'
import type { LatchkeyServer } from '@latchkey/server/server.ts'

/** Waits until no job of the database of `servers` waits or runs. */
export async function jobsDone(servers: readonly LatchkeyServer[]): Promise<void> {
  const [first] = servers
  for (;;) {
    const pending = (await first?.jobs.pending()) ?? []
    if (pending.every((queue) => queue.pending === 0)) return
    for (const { jobs } of servers) jobs.wake()
    await setTimeout(10)
  }
}
