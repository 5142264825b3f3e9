// Finds, starts and stops the postmaster process of a cluster. Used by embedded.ts and restart.ts.

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

/** A running PostgreSQL process. */
export interface Postmaster {
  readonly pid: number
  isAlive(): Promise<boolean>
}

const run = promisify(execFile)
const step = 25
const logLimit = 10_000_000

/** Returns the postmaster that runs on this cluster, no matter which process started it. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const trace = await readTrace(cluster)
  if (trace === undefined) return undefined
  const { pid, text } = trace
  const line = await commandLine(pid)
  if (line.endsWith(mark(cluster)))
    return { pid, isAlive: async () => (await commandLine(pid)).endsWith(mark(cluster)) }
  // PostgreSQL itself detects a dead pid, but not a pid that now belongs to another program, as after a crash
  // or in a restarted container. A PostgreSQL without our mark may have been started by hand: leave that
  // decision to PostgreSQL.
  const unknown = /^\S*postgres\b/.test(line) && !line.includes(mark())
  if (!unknown) await clearTrace(cluster, text)
  return undefined
}

/**
 * Starts PostgreSQL on a cluster and waits until it is ready.
 * @param fixedPort default: the last port if it is free, otherwise any free port
 * @returns undefined if a retry can succeed: the port was taken, or another postmaster was faster
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
    // Keep row contents out of the log: the DETAIL line of a rejected row contains its values.
    log_error_verbosity: 'terse',
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(fixedPort ?? (await freePort(await lastPort(cluster)))),
  }
  const { file, args, options } = binaries.command('postgres', cluster.path, [
    ...Object.entries(everything).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    // The mark is the last argument. `findPostmaster` recognizes the process by it.
    '-c',
    mark(cluster).trim(),
  ])
  const log = await open(cluster.log, 'a', 0o600)
  // Detached, in its own session: Ctrl-C in a terminal would otherwise stop it before the server has finished
  // its last requests.
  const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', log.fd, log.fd] })
  try {
    await once(child, 'spawn')
  } finally {
    await log.close()
  }
  if (child.pid === undefined) throw new Error(`${file} could not be started.`)
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

/** Port of a postmaster once it accepts connections; undefined if it exits first. */
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
        `PostgreSQL in ${cluster.folder} is still not ready. It may be recovering from a crash. ` +
          `See ${cluster.log} and start Latchkey again.`,
      )
    await pause(step)
  }
  return undefined
}

/**
 * Stops a postmaster and all its connections: first a fast shutdown, then after a timeout an immediate one.
 * After an immediate shutdown PostgreSQL recovers at the next start.
 */
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
  throw new Error(`PostgreSQL (process ${postmaster.pid}) did not stop.`)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // ESRCH: it exited after the check.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

interface Trace {
  readonly text: string
  readonly pid: number
  readonly port: number
  readonly status: string
}

/** Parses postmaster.pid, the status file of PostgreSQL. */
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
  // A parallel start may have written its own file since we read it: restore it. Its postmaster would notice
  // a missing file, but not within milliseconds.
  if ((await readFile(aside, 'utf8')) !== text) await link(aside, file).catch(() => undefined)
  await rm(aside)
}

function mark(cluster?: Cluster): string {
  return ` latchkey.cluster=${cluster?.path ?? ''}`
}

/** Command line of a process; empty if there is none or if it is a zombie. */
async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trimEnd()
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout.trimEnd()
  } catch {
    return ''
  }
}

/** Port of the last run, from postmaster.opts, where PostgreSQL stores its command line. */
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
