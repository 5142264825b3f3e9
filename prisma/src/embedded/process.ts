// What runs: finding, starting and stopping the postmaster of a cluster.

import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { link, open, readFile, rename, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { type Cluster, logSize, logTail } from './cluster.ts'

/** The process that is a running PostgreSQL. */
export interface Postmaster {
  readonly pid: number
  isAlive(): Promise<boolean>
}

const run = promisify(execFile)
const step = 25
const logLimit = 10_000_000

/** The postmaster that runs on this cluster, whichever process started it. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const trace = await readTrace(cluster)
  if (trace === undefined) return undefined
  const { pid, text } = trace
  const line = await commandLine(pid)
  if (line.endsWith(mark(cluster)))
    return { pid, isAlive: async () => (await commandLine(pid)).endsWith(mark(cluster)) }
  // PostgreSQL sees by itself that a pid is dead, but not that it went to something else, after a crash or in a
  // restarted container. A PostgreSQL that is none of ours may have been started by hand: let PostgreSQL judge that.
  const unknown = /^\S*postgres\b/.test(line) && !line.includes(mark())
  if (!unknown) await clearTrace(cluster, text)
  return undefined
}

/**
 * Starts PostgreSQL on a cluster and waits until it is ready.
 * @param fixedPort left out, it is the last one while that is free, and else any
 * @returns undefined if that is worth another try: the port was taken, or another postmaster was faster
 */
export async function launchPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
  deadline: number,
  fixedPort?: number,
): Promise<Postmaster | undefined> {
  if ((await logSize(cluster)) > logLimit) await rename(cluster.log, `${cluster.log}.1`)
  const logged = await logSize(cluster)
  const everything = {
    // No rows in the log: the details of a refused row show what is in it.
    log_error_verbosity: 'terse',
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(fixedPort ?? (await freePort(await lastPort(cluster)))),
  }
  const { file, args, options } = binaries.command('postgres', cluster.path, [
    ...Object.entries(everything).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    // The last argument, by which it is known again.
    '-c',
    mark(cluster).trim(),
  ])
  const log = await open(cluster.log, 'a', 0o600)
  // In a session of its own: Ctrl-C in a terminal would otherwise end it before the server has answered its last requests.
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', log.fd, log.fd] })
  try {
    await once(child, 'spawn')
  } finally {
    await log.close()
  }
  if (child.pid === undefined) throw new Error(`${file} has no process.`)
  child.unref()

  const postmaster = {
    pid: child.pid,
    isAlive: async () => child.exitCode === null && child.signalCode === null,
  }
  if ((await untilReady(cluster, postmaster, deadline)) !== undefined) return postmaster
  const tail = await logTail(cluster, logged)
  const another = /could not bind|already in use|pre-existing shared memory|"postmaster.pid" is empty/.test(
    tail,
  )
  if (!another && (await findPostmaster(cluster)) === undefined)
    throw new Error(`PostgreSQL did not start in ${cluster.folder}.${tail}`)
  await pause(step)
  return undefined
}

/** The port of a postmaster once it takes connections; undefined when it is gone before that. */
export async function untilReady(
  cluster: Cluster,
  postmaster: Postmaster,
  deadline: number,
): Promise<number | undefined> {
  while (await postmaster.isAlive()) {
    const trace = await readTrace(cluster)
    if (trace?.pid === postmaster.pid && trace.status === 'ready') return trace.port
    if (Date.now() >= deadline)
      throw new Error(
        `PostgreSQL in ${cluster.folder} is still not ready; perhaps it is recovering from a crash. ` +
          `Look into ${cluster.log} and start Latchkey again.`,
      )
    await pause(step)
  }
  return undefined
}

/** Ends a postmaster and every connection to it: orderly, and if that takes too long, at once (it recovers at the next start). */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const [signal, limit] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    const deadline = Date.now() + limit
    if (await postmaster.isAlive()) send(postmaster.pid, signal)
    while (Date.now() < deadline) {
      if (!(await postmaster.isAlive())) return
      await pause(step)
    }
  }
  throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop.`)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // Gone since it was looked at.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

interface Trace {
  readonly text: string
  readonly pid: number
  readonly port: number
  readonly status: string
}

/** What PostgreSQL tells of itself in postmaster.pid, line by line. */
async function readTrace(cluster: Cluster): Promise<Trace | undefined> {
  const text = await readFile(join(cluster.path, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port, , , , status] = text.split('\n')
  if (!Number.isInteger(Number(pid)) || Number(pid) <= 0) return undefined
  return { text, pid: Number(pid), port: Number(port), status: status?.trim() ?? '' }
}

async function clearTrace(cluster: Cluster, text: string): Promise<void> {
  const file = join(cluster.path, 'postmaster.pid')
  const aside = `${file}.${randomBytes(6).toString('hex')}`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  // A start in parallel may have written its own meanwhile. Its postmaster would miss it, but not within milliseconds.
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, file).catch(() => undefined)
  await rm(aside)
}

function mark(cluster?: Cluster): string {
  return ` latchkey.cluster=${cluster?.path ?? ''}`
}

/** How a process was called; empty if there is none (or only what is left of one that its parent has not collected). */
async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trimEnd()
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout.trimEnd()
  } catch {
    return ''
  }
}

/** The port of the last run, which PostgreSQL keeps with the rest of its command line. */
async function lastPort(cluster: Cluster): Promise<number> {
  const last = await readFile(join(cluster.path, 'postmaster.opts'), 'utf8').catch(() => '')
  return Number(/"port=(\d+)"/.exec(last)?.[1] ?? 0)
}

async function freePort(preferred: number): Promise<number> {
  const probe = createServer()
  const listen = (port: number) => {
    probe.listen({ host: '127.0.0.1', port, exclusive: true })
    return once(probe, 'listening')
  }
  await listen(preferred).catch(() => listen(0))
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return address.port
}
