// CPU pinning: servers run on core 0, everything that puts load on them on core 1.

import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const SERVER = 0
export const REST = 1

export interface Cores {
  /** Why processes can't be pinned here. Null: they can. */
  readonly unpinned: string | null
  /** The command prefix that runs a process on a core. */
  on(core: number): readonly string[]
  /** Moves a process that the bench did not start, if permitted. */
  move(pid: number, core: number): Promise<void>
}

/**
 * Pins this process to core 1. All processes that it starts from now on (PostgreSQL too) inherit that by
 * default.
 */
export async function takeCores(): Promise<Cores> {
  try {
    await run('taskset', ['-c', String(SERVER), 'true'])
    await run('taskset', ['-apc', String(REST), String(process.pid)])
    return {
      unpinned: null,
      on: (core) => ['taskset', '-c', String(core)],
      move: (pid, core) =>
        run('taskset', ['-pc', String(core), String(pid)]).then(
          () => undefined,
          () => undefined,
        ),
    }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const unpinned = missing ? 'taskset is not installed' : 'fewer than two cores are available'
    return { unpinned, on: () => [], move: async () => undefined }
  }
}

/** Fails unless a process may use core 1 only. Then its child processes use no other core either. */
export async function requireIdle(pid: number): Promise<void> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const cores = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1]
  if (cores !== String(REST))
    throw new Error(`Process ${pid} must run on core ${REST} only, but can run on ${cores}.`)
}

/**
 * Seconds that the server's core was busy since boot, for all processes. Null if the system does not report
 * it.
 */
export async function busySeconds(): Promise<number | null> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => '')
  const line = new RegExp(`^cpu${SERVER} (.+)$`, 'm').exec(text)?.[1]
  if (line === undefined) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(' ').map(Number)
  return (user + nice + system + irq + softirq + steal) / 100
}
