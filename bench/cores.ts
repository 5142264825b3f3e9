// Which core a process may use: servers on core 0, everything that presses on them on core 1.

import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const SERVER = 0
export const REST = 1

export interface Cores {
  /** Why nothing can be pinned here; null: it can. */
  readonly unpinned: string | null
  /** The words in front of a command that puts it on a core. */
  on(core: number): readonly string[]
  /** Moves a process that is not ours to start, if we may. */
  move(pid: number, core: number): Promise<void>
}

/** Puts this process on core 1, and so all that it starts from now on (PostgreSQL too) unless it says otherwise. */
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
    const unpinned = missing ? 'there is no taskset on this machine' : 'this machine has not two cores for us'
    return { unpinned, on: () => [], move: async () => undefined }
  }
}

/** Fails unless a process may use core 1 and no other: whatever it starts may then use no other either. */
export async function requireIdle(pid: number): Promise<void> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const cores = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1]
  if (cores !== String(REST)) throw new Error(`Process ${pid} should be on core ${REST} and is on ${cores}.`)
}

/** Seconds that the server's core was busy since the machine started, whoever kept it busy; null where nobody knows. */
export async function busySeconds(): Promise<number | null> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => '')
  const line = new RegExp(`^cpu${SERVER} (.+)$`, 'm').exec(text)?.[1]
  if (line === undefined) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(' ').map(Number)
  return (user + nice + system + irq + softirq + steal) / 100
}
