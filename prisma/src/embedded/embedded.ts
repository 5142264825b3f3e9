// Exports `startEmbedded` and `findEmbedded`: the embedded PostgreSQL, used without DATABASE_URL.
// There are no lock files. The process that holds an advisory lock in the running PostgreSQL owns the data,
// and PostgreSQL releases the lock when that process ends for any reason. Parallel starts are safe: of two
// new clusters, the one renamed first remains; of two postmasters, PostgreSQL lets one live; of two parent
// processes, one gets the lock.

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

/** A PostgreSQL that this process owns until it stops it or exits. */
export interface EmbeddedDatabase {
  /** `postgresql://latchkey:<password>@127.0.0.1:<port>/latchkey` */
  readonly url: string
  /**
   * Whether it was already running because its parent was killed. It then keeps the settings it was started
   * with.
   */
  readonly found: boolean
  /**
   * Shuts PostgreSQL down, which ends every connection, and waits until it has exited. Further calls have no
   * effect.
   */
  stop(): Promise<void>
}

/** Options of `startEmbedded`. */
export interface EmbeddedOptions {
  /**
   * Will contain `postgres/` (the cluster), `postgres-password` and `postgres.log`. Created if missing,
   * readable only by our user.
   */
  readonly dataDir: string
  /** Settings as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
  /** For tests. Default: found by trying what the machine allows. */
  readonly runAs?: RunAs
  /**
   * If set, PostgreSQL is restarted when it dies or when the owner session ends, and the callbacks are
   * called.
   */
  readonly watch?: EmbeddedWatch | undefined
  /**
   * Called with a message for people before a step that takes long or changes the machine outside of
   * `dataDir`.
   */
  readonly progress?: (line: string) => void
}

const database = 'latchkey'
// Two-integer key, because the revocation lock uses the single-bigint key space. The number spells "latc".
const ownerLock = [0x6c617463, 1]
const startLimit = 60_000
const lockLimit = 2_000

/**
 * Starts the PostgreSQL in a folder and creates the cluster if there is none. If a killed parent left
 * PostgreSQL running, takes that one over. It listens on 127.0.0.1 only, and keeps its port while that port
 * is free.
 * @throws Error that says what to do: the data is in use, the folder is not writable, PostgreSQL did not
 * start
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const cluster = await openCluster(options.dataDir)
  const first = await acquire(cluster, options)
  await sweepCluster(cluster)
  const { port, found } = first
  // Restart on the same port, because the connection pools use it.
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
      // If we fail, stop the PostgreSQL that we have just started, unless another process now owns it.
      if (found === undefined && !(error instanceof OwnedByAnotherProcess)) await stopPostmaster(postmaster)
      throw error
    }
  }
  throw new Error(
    `PostgreSQL in ${cluster.folder} did not respond within ${startLimit / 1000} s. See ${cluster.log}.`,
  )
}

/** State of the embedded PostgreSQL in a folder. */
export type FoundEmbedded =
  | { readonly state: 'none' }
  | { readonly state: 'stopped' }
  | { readonly state: 'running'; readonly url: string }

/**
 * Finds the PostgreSQL in a folder without becoming its owner. The URL is for use next to the owning process.
 */
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

/** Returns undefined if this PostgreSQL exited during the call, so that the caller looks again. */
async function takeOver(
  cluster: Cluster,
  postmaster: Postmaster,
  deadline: number,
): Promise<Pick<Owned, 'port' | 'session'> | undefined> {
  const port = await untilReady(cluster, postmaster, deadline)
  if (port === undefined) return undefined
  const password = await readPassword(cluster)
  const session = new pg.Client({
    // Not the database `latchkey`: a session there would block dropping it or using it as a template.
    ...connectionConfig(urlOf(port, password, 'postgres'), 'latchkey owner'),
    connectionTimeoutMillis: 10_000,
  })
  // Ignore errors: the session also emits 'end', which the supervision handles.
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
    throw new Error(`PostgreSQL in ${cluster.folder} rejects the connection (${why}). See ${cluster.log}.`, {
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
    // PostgreSQL may not have noticed yet that the previous owner was killed.
    if (Date.now() >= deadline)
      throw new OwnedByAnotherProcess(
        `Another Latchkey server is already running on the data in ${cluster.folder}. ` +
          'Stop it, or set DATA_DIR to another folder for this one.',
      )
    await pause(25)
  }
}

/**
 * Whether a connection failed because PostgreSQL is stopping or has stopped, and not because it rejected us.
 */
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
