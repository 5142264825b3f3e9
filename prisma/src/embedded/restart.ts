// Exports `supervise`: restarts a dead embedded PostgreSQL, with backoff and an attempt limit.

import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type Postmaster, stopPostmaster } from './process.ts'

/** A running PostgreSQL and the session that owns it. The owner's advisory lock ends with the session. */
export interface Owned {
  readonly postmaster: Postmaster
  readonly session: pg.Client
  readonly port: number
  readonly found: boolean
}

export interface EmbeddedWatch {
  /** PostgreSQL died, or ended its sessions after a crash. A restart follows. */
  died(): void
  restarted(): void
  /** A restart failed. Another attempt follows. */
  failed(error: Error): void
  /** No further attempt follows. The error says what to do. */
  lost(error: Error): void
}

interface Supervision {
  readonly restart: () => Promise<Owned>
  readonly watch: EmbeddedWatch | undefined
  /** Path of PostgreSQL's log, for the last error message. */
  readonly log: string
}

/** Delay before each restart attempt. */
const DELAYS_MS = [100, 500, 1_000, 2_000, 5_000]
/** After running this long, the next failure starts with the first delay again. */
const STEADY_MS = 60_000

/** Returns a function that stops PostgreSQL and the supervision. */
export function supervise(first: Owned, { restart, watch, log }: Supervision): () => Promise<void> {
  let current: Owned | null = first
  let tries = 0
  let startedAt = performance.now()
  let recovery: Promise<void> = Promise.resolve()
  let stopped: Promise<void> | null = null
  const stopping = new AbortController()

  function observe({ session }: Owned): void {
    session.once('end', () => {
      if (stopping.signal.aborted || watch === undefined) return
      if (performance.now() - startedAt >= STEADY_MS) tries = 0
      watch.died()
      recovery = recover(watch)
    })
  }

  async function recover(watch: EmbeddedWatch): Promise<void> {
    current = null
    let last = new Error('It stopped repeatedly.')
    for (const delay of DELAYS_MS.slice(tries)) {
      await pause(delay, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      tries += 1
      try {
        current = await restart()
        startedAt = performance.now()
        observe(current)
        watch.restarted()
        return
      } catch (error) {
        last = error instanceof Error ? error : new Error(String(error))
        watch.failed(last)
      }
    }
    watch.lost(
      new Error(
        `PostgreSQL stopped and could not be restarted in ${DELAYS_MS.length} attempts. See ${log}, fix the cause and start Latchkey again.\n${last.message}`,
        { cause: last },
      ),
    )
  }

  async function stop(): Promise<void> {
    stopping.abort()
    await recovery
    if (current === null) return
    const { postmaster, session } = current
    // Keep the session and its lock until the end, so that no process takes over a PostgreSQL that is
    // shutting down.
    await stopPostmaster(postmaster).finally(() => void session.end())
  }

  observe(first)
  return () => {
    stopped ??= stop()
    return stopped
  }
}
