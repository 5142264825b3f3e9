// A real PostgreSQL of our own: found running, or made and started; owned by one process; stopped.
// No file is a lock. Whoever holds one advisory lock in the running server owns the data, and PostgreSQL takes it back
// when that process dies, however it dies. Starting in parallel is harmless: of two clusters made, the one renamed
// first stays; of two postmasters, PostgreSQL lets one live; of two parents, one gets the lock.

import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { connectionConfig } from '../connection.ts'
import { findBinaries, type RunAs } from './binaries.ts'
import {
  type Cluster,
  findCluster,
  openCluster,
  prepareCluster,
  readPassword,
  sweepCluster,
} from './cluster.ts'
import { findPostmaster, launchPostmaster, type Postmaster, stopPostmaster, untilReady } from './process.ts'
import { type EmbeddedWatch, type Owned, supervise } from './restart.ts'

/** A PostgreSQL that this process owns until it stops it or dies. */
export interface EmbeddedDatabase {
  /** `postgresql://latchkey:<password>@127.0.0.1:<port>/latchkey` */
  readonly url: string
  /** Whether it ran already, left behind by a parent that was killed; it then keeps the settings it was started with. */
  readonly found: boolean
  /** Shuts PostgreSQL down, which ends every connection, and waits until it is gone. A second call adds nothing. */
  stop(): Promise<void>
}

/** Where PostgreSQL keeps its data, and how it is started. */
export interface EmbeddedOptions {
  /** Gets `postgres/` (the cluster), `postgres-password` and `postgres.log`. Made, for us alone, if missing. */
  readonly dataDir: string
  /** Settings as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
  /** For tests. Left out, it is what the machine allows. */
  readonly runAs?: RunAs
  /** Given, PostgreSQL is restarted when it dies or when its owner's session ends, and this is told of it. */
  readonly watch?: EmbeddedWatch | undefined
  /** Told, for people to read, what takes long or touches the machine outside of `dataDir`. */
  readonly progress?: (line: string) => void
}

const database = 'latchkey'
// Two ints: the space of one bigint belongs to the fence. The number spells "latc".
const ownerLock = [0x6c617463, 1]
const startLimit = 60_000
const lockLimit = 2_000

/**
 * Starts the PostgreSQL kept in a folder, making it first if there is none, or takes over the one that a killed parent
 * left running. It listens on 127.0.0.1 only, on a port that stays the same while it is free.
 * @throws Error that says what to do: the data is in use, the folder cannot be written, PostgreSQL did not start
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const cluster = await openCluster(options.dataDir)
  const first = await acquire(cluster, options)
  await sweepCluster(cluster)
  const { port, found } = first
  // On the same port, where the pools look for it.
  const restart = () => acquire(cluster, options, port)
  const stop = supervise(first, { restart, watch: options.watch, log: cluster.log })
  return { url: urlOf(port, await readPassword(cluster)), found, stop }
}

/** Starts or finds the PostgreSQL of a cluster and becomes its owner. */
async function acquire(cluster: Cluster, options: EmbeddedOptions, port?: number): Promise<Owned> {
  const deadline = Date.now() + startLimit
  while (Date.now() < deadline) {
    const found = await findPostmaster(cluster)
    const postmaster = found ?? (await start(cluster, options, deadline, port))
    if (postmaster === undefined) continue
    try {
      const owned = await takeOver(cluster, postmaster, deadline)
      if (owned === undefined) continue
      if (port !== undefined && owned.port !== port) {
        void owned.session.end()
        throw new OwnedByAnotherProcess(`PostgreSQL in ${cluster.folder} was started on another port.`)
      }
      return { ...owned, postmaster, found: found !== undefined }
    } catch (error) {
      // What we have just started must not outlive our failure, unless it turned out to serve another.
      if (found === undefined && !(error instanceof OwnedByAnotherProcess)) await stopPostmaster(postmaster)
      throw error
    }
  }
  throw new Error(
    `PostgreSQL on ${cluster.folder} did not answer within ${startLimit / 1000} s. See ${cluster.log}.`,
  )
}

/** What is there of a PostgreSQL of our own in a folder. */
export type FoundEmbedded =
  | { readonly state: 'none' }
  | { readonly state: 'stopped' }
  | { readonly state: 'running'; readonly url: string }

/** Looks for the PostgreSQL kept in a folder. Whoever owns it keeps it: the address is for working beside its owner. */
export async function findEmbedded(dataDir: string): Promise<FoundEmbedded> {
  const cluster = await findCluster(dataDir)
  if (cluster === null) return { state: 'none' }
  const postmaster = await findPostmaster(cluster)
  const port = postmaster && (await untilReady(cluster, postmaster, Date.now() + startLimit))
  if (port === undefined) return { state: 'stopped' }
  return { state: 'running', url: urlOf(port, await readPassword(cluster)) }
}

async function start(
  cluster: Cluster,
  options: EmbeddedOptions,
  deadline: number,
  port: number | undefined,
): Promise<Postmaster | undefined> {
  const binaries = await findBinaries(options.runAs, options.progress)
  await prepareCluster(cluster, binaries, options.progress)
  return launchPostmaster(cluster, binaries, options.settings ?? {}, deadline, port)
}

class OwnedByAnotherProcess extends Error {}

/** Undefined when this PostgreSQL went away meanwhile, so that the caller looks again. */
async function takeOver(
  cluster: Cluster,
  postmaster: Postmaster,
  deadline: number,
): Promise<Pick<Owned, 'port' | 'session'> | undefined> {
  const port = await untilReady(cluster, postmaster, deadline)
  if (port === undefined) return undefined
  const password = await readPassword(cluster)
  const session = new pg.Client({
    // Not `latchkey`, which must stay free to be dropped, or copied as a template.
    ...connectionConfig(urlOf(port, password, 'postgres'), 'latchkey owner'),
    connectionTimeoutMillis: 10_000,
  })
  // The end of the session is what counts, and is reported by itself.
  session.on('error', () => undefined)
  try {
    await session.connect()
    await own(cluster, session)
    const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await session.query(`CREATE DATABASE ${database}`)
  } catch (error) {
    void session.end()
    if (isGoing(error)) {
      await pause(25)
      return undefined
    }
    if (error instanceof OwnedByAnotherProcess) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`PostgreSQL in ${cluster.folder} refuses us (${why}). See ${cluster.log}.`, {
      cause: error,
    })
  }
  return { port, session }
}

function urlOf(port: number, password: string, name = database): string {
  return `postgresql://${database}:${password}@127.0.0.1:${port}/${name}`
}

async function own(cluster: Cluster, session: pg.Client): Promise<void> {
  const deadline = Date.now() + lockLimit
  for (;;) {
    const { rows } = await session.query<{ owned: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS owned',
      ownerLock,
    )
    if (rows[0]?.owned === true) return
    // PostgreSQL may not have noticed yet that the last owner was killed.
    if (Date.now() >= deadline)
      throw new OwnedByAnotherProcess(
        `Another Latchkey server is already running on the data in ${cluster.folder}. ` +
          'Stop it, or give this one a folder of its own with DATA_DIR.',
      )
    await pause(25)
  }
}

/** Whether a connection failed because its PostgreSQL stops or has stopped, rather than because it refuses us. */
function isGoing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return (
    code === 'ECONNREFUSED' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    code === '57P01' ||
    code === '57P03' ||
    /^Connection terminated|^Client has encountered a connection error/.test(error.message)
  )
}
