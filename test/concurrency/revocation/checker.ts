// The revocation checker: revokes targets one by one under load and counts violations.
// All targets send requests to two servers at full speed. A violation is a request that began after a
// revocation was answered and still succeeded, or a row that was committed after it.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { countDeadlocks } from '../../support/concurrency/deadlock-count.ts'
import { type By, put, sendQuery, type TimedResult } from '../../support/concurrency/timed-request.ts'
import { startServers } from '../../support/processes/server-pair.ts'
import { createWorld, type World } from '../../support/world.ts'
import { countCommittedDead, countRefusedAtReverification, type Pauses } from './random-pauses.ts'

export interface Check {
  /** How many targets are revoked. */
  readonly count: number
  /** Workers per target. Each worker alternates between both servers. */
  readonly workers: number
  readonly pauses: Pauses
  readonly targets: Targets
  /** Weakens the database's side of the revocation lock. */
  readonly mutate?: (world: World) => Promise<void>
  /** The Redis for the rate limits that the servers share. */
  readonly redisUrl?: string
  /** Runs before each revocation, concurrently with the load. */
  readonly concurrently?: (revocation: number) => Promise<void> | void
}

/** The callers under test, and how they are revoked. */
export interface Targets {
  make(world: World, count: number): Promise<Target[]>
  installPauses(world: World, pauses: Pauses): Promise<void>
  /** Deletes what interrupted writes left behind. Returns what remains although nothing needs it. */
  leftovers?(world: World): Promise<string[]>
}

export interface Target {
  /** The credentials. Each worker uses one of them. */
  readonly askings: readonly Asking[]
  /**
   * Returns everything written with these credentials. `kind id`, such as `event evt_…`; a row that changed
   * has another text.
   */
  rows(): Promise<string[]>
  /** Revokes the target. Calls `onAnswer` at the first byte of the response. */
  take(address: string, onAnswer: () => void): Promise<TimedResult>
  /** A text that enters the database only after the revocation is answered, so no response may contain it. */
  readonly after?: string
}

export interface Asking {
  readonly by: string | By
  /** Returns the next write of a worker. Variables of a mutation are new for each `turn`. */
  write(worker: number, turn: number): Write
  /** Receives the result of the last write. */
  learn?(worker: number, result: TimedResult): void
  /** Queries that need the revoked authority. */
  readonly queries: readonly string[]
  /** The expected error codes after the revocation. */
  readonly refusals: readonly string[]
}

/** A mutation, or bytes for a signed address. */
export type Write = readonly [document: string, variables: object] | { readonly url: string; bytes: Buffer }

export interface Findings {
  targets: number
  writes: number
  queries: number
  /** Requests that passed authentication, reached the database and left nothing. */
  refusedAtReverification: number
  /** Requests rejected at authentication; for queries, also by the check before the response. */
  refusedElsewhere: number
  /** Requests that began after the revocation was answered and got data. */
  acceptedAfter: number
  /**
   * Requests, started at any time, whose response contains data written after the revocation was answered.
   */
  toldAfter: number
  /** Rows that did not exist when the revocation was answered. */
  appearedAfter: number
  /** Rows committed after the revocation was committed, as recorded by the database. */
  committedDead: number
  deadlocks: number
  /** Requests that were answered UNAVAILABLE. */
  busy: number
  /** How much the targets wrote until their revocation, by kind. */
  wrote: Record<string, number>
  leftovers: string[]
  /** Every response that is neither data nor the expected error, and every error that the servers logged. */
  others: string[]
}

/** The state of a target that is being checked. */
interface Run {
  readonly target: Target
  accepted: number
  revocationAnswered: boolean
  readonly ready: PromiseWithResolvers<void>
}

// Per worker: enough to have requests in flight with this target, and few enough to be fast.
const ACCEPTED_BEFORE = 3
const ATTEMPTS_AFTER = 4
/** With this many unexpected responses, the check ends early. */
const MAX_OTHERS = 20

export async function check(options: Check): Promise<Findings> {
  const { count, workers, pauses, targets, mutate, redisUrl } = options
  await using stack = new AsyncDisposableStack()
  const blobFolder = await mkdtemp(join(tmpdir(), 'latchkey-blobs-'))
  stack.defer(() => rm(blobFolder, { recursive: true, force: true }))
  const world = stack.use(await createWorld({ blobs: createDiskStore(blobFolder) }))
  const made = await targets.make(world, count)
  await mutate?.(world)
  await targets.installPauses(world, pauses)
  const found: Findings = {
    targets: count,
    writes: 0,
    queries: 0,
    refusedAtReverification: 0,
    refusedElsewhere: 0,
    acceptedAfter: 0,
    toldAfter: 0,
    appearedAfter: 0,
    committedDead: 0,
    deadlocks: 0,
    busy: 0,
    wrote: {},
    leftovers: [],
    others: [],
  }
  const runs = made.map(
    (target): Run => ({ target, accepted: 0, revocationAnswered: false, ready: Promise.withResolvers() }),
  )
  let refused = 0
  {
    await using servers = await startServers(2, {
      url: world.databaseUrl,
      connections: 60,
      blobFolder,
      ...(redisUrl === undefined ? {} : { redisUrl }),
    })
    const { addresses } = servers
    const atRevocation = new Map<Run, Set<string>>()

    const work = async (run: Run, worker: number) => {
      const { askings } = run.target
      const querying = askings[worker % askings.length]!
      for (let turn = 0, late = 0; late < ATTEMPTS_AFTER && found.others.length < MAX_OTHERS; turn += 1) {
        const beganAfter = run.revocationAnswered
        if (beganAfter) late += 1
        const address = addresses[(worker + turn) % addresses.length]!
        const query =
          turn % 4 === 3 ? querying.queries[((turn - 3) / 4) % querying.queries.length] : undefined
        const write = query === undefined ? querying.write(worker, turn) : ([query, {}] as const)
        const told = await sendWrite(address, querying.by, write)
        const { after } = run.target
        if (after !== undefined && JSON.stringify(told.data).includes(after)) found.toldAfter += 1
        if (query === undefined) querying.learn?.(worker, told)
        if (isDone(told)) {
          if (beganAfter) found.acceptedAfter += 1
          if (query !== undefined) found.queries += 1
          else {
            found.writes += 1
            run.accepted += 1
            if (run.accepted === ACCEPTED_BEFORE * workers) run.ready.resolve()
          }
        } else if (told.code !== null && querying.refusals.includes(told.code)) refused += 1
        // Nothing was written, because a lock or a connection was not free in time: slow machines answer this.
        else if (told.code === 'UNAVAILABLE') found.busy += 1
        else found.others.push(JSON.stringify(told))
      }
      run.ready.resolve()
    }

    const takeInTurn = async () => {
      for (const [index, run] of runs.entries()) {
        await run.ready.promise
        await options.concurrently?.(index)
        const told = await run.target.take(addresses[index % addresses.length]!, () => {
          run.revocationAnswered = true
        })
        atRevocation.set(run, new Set(await run.target.rows()))
        if (!isDone(told)) found.others.push(`revocation: ${JSON.stringify(told)}`)
      }
    }

    await Promise.all([
      takeInTurn(),
      ...runs.flatMap((run) => Array.from({ length: workers }, (_, worker) => work(run, worker))),
    ])
    for (const run of runs) {
      const rows = new Set(await run.target.rows())
      found.appearedAfter += rows.difference(atRevocation.get(run)!).size
      for (const row of rows) {
        const [kind = ''] = row.split(' ')
        found.wrote[kind] = (found.wrote[kind] ?? 0) + 1
      }
    }
    found.refusedAtReverification = await countRefusedAtReverification(world)
    found.refusedElsewhere = refused - found.refusedAtReverification
    found.committedDead = await countCommittedDead(world)
    found.others.push(...servers.errors)
  }
  found.leftovers = (await targets.leftovers?.(world)) ?? []
  found.deadlocks = await countDeadlocks(world)
  return found
}

export function violations({ acceptedAfter, toldAfter, appearedAfter, committedDead }: Findings): number {
  return acceptedAfter + toldAfter + appearedAfter + committedDead
}

export function figures(title: string, found: Findings): string {
  const { targets, writes, queries, refusedAtReverification, refusedElsewhere } = found
  return `${title}: ${targets} targets, ${writes} writes and ${queries} queries accepted, ${refusedElsewhere} requests rejected at authentication, ${refusedAtReverification} at the re-verification, ${found.busy} answered UNAVAILABLE; violations: ${found.acceptedAfter} accepted after, ${found.toldAfter} returned values written after, ${found.appearedAfter} rows appeared after, ${found.committedDead} committed with a dead credential`
}

function sendWrite(address: string, by: Asking['by'], write: Write): Promise<TimedResult> {
  return 'url' in write ? put(write.url, write.bytes) : sendQuery(address, by, ...write)
}

function isDone({ status, code }: TimedResult): boolean {
  return (status === 200 || status === 204) && code === null
}
