// The only door to a transaction. A write acts, and then proves: authentication repeated under locks, as the last
// statement before the commit. Whoever takes the authority away waits for us or defeats us; there is no third outcome.

import { failureOf, Prisma, type PrismaClient } from '@latchkey/prisma'
import { admitAgain, type Caller } from '../auth/caller.ts'
import type { CredentialRow } from '../auth/verify-credential.ts'
import { Problem } from '../graphql/problem.ts'
import { claim, record } from './idempotency.ts'
import { createTurns } from './semaphore.ts'

export type Transaction = Prisma.TransactionClient

/** The objects, by id, whose authority a write changes: it takes their locks exclusively, proves first and then acts. */
type Upon = (tx: Transaction) => Promise<readonly string[]>

/** What came of an act. */
interface Effect {
  readonly id: string
  /** By what a request that is sent again finds it, if that is not the id. */
  readonly resultId?: string
}

type Act<T> = (tx: Transaction) => Promise<T>

export type Write = <T extends Effect>(act: Act<T>, upon?: Upon) => Promise<T>

/**
 * A write whose transaction stays open after the act, until `hold` resolves: only then is it proved and committed. If
 * `hold` rejects, it is rolled back. From the act on nothing is retried.
 */
export type HeldWrite = <T extends Effect>(act: Act<T>, upon: Upon | undefined, hold: Hold<T>) => Promise<T>

type Hold<T> = (tx: Transaction, effect: T) => Promise<void>

/** Both kinds of write, for a caller. */
export interface Writes {
  readonly writeAs: (caller: Caller) => Write
  readonly holdAs: (caller: Caller) => HeldWrite
}

/** Where the proof stands among the statements of a write. The tests of races pass weaker ones, to see them fail. */
export type Proving = <T>(tx: Transaction, act: () => Promise<T>, prove: () => Promise<void>) => Promise<T>

const proveLast: Proving = async (_tx, act, prove) => {
  const result = await act()
  await prove()
  return result
}

// Read committed, always: under repeatable read the proof would see the past and admit a key already switched off.
const OPTIONS = {
  isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
  maxWait: 5_000,
  timeout: 15_000,
}

// PostgreSQL gives a writer that is frozen up after 5 s; whoever takes authority away waits past that for its locks.
const PATIENCE_MS = 8_000

export interface WriteOptions {
  /** Connections that writes may have. */
  readonly connections: number
  readonly proving?: Proving | undefined
  /** Told of each proof. */
  readonly proved?: ((refused: boolean) => void) | undefined
}

export function createWrites(
  prisma: PrismaClient,
  { connections, proving = proveLast, proved = () => undefined }: WriteOptions,
): Writes {
  // These may wait long for their locks: half of the connections stay for everybody else.
  const takeTurn = createTurns(Math.max(1, Math.floor(connections / 2)), PATIENCE_MS, busy)

  function write<T extends Effect>(
    caller: Caller,
    act: Act<T>,
    upon: Upon | undefined,
    hold: Hold<T> | null,
  ): Promise<T> {
    let isHeld = false
    const actAndHold = async (tx: Transaction) => {
      const effect = await recorded(tx, caller, act)
      if (hold === null) return effect
      // Reads may not wait as long as that: these locks hold up all other requests of the credential.
      if (upon !== undefined) await tx.$executeRaw`SET LOCAL lock_timeout = DEFAULT`
      isHeld = true
      await hold(tx, effect)
      return effect
    }
    const begin = (run: (tx: Transaction) => Promise<T>) => {
      // What fails before the COMMIT is sent has certainly written nothing.
      const certain = (tx: Transaction) => run(tx).catch((error: unknown) => Promise.reject(unwritten(error)))
      return retried(
        () => prisma.$transaction(certain, OPTIONS),
        () => !isHeld,
      )
    }
    if (upon === undefined) {
      return begin(async (tx) => {
        if (caller.request !== null) await claim(tx, caller.request)
        return proving(
          tx,
          () => actAndHold(tx),
          () => prove(tx, caller, [], proved),
        )
      })
    }
    return takeTurn(() =>
      begin(async (tx) => {
        if (caller.request !== null) await claim(tx, caller.request)
        await tx.$executeRaw`SELECT set_config('lock_timeout', ${`${PATIENCE_MS}ms`}, true)`
        // These locks are held until the commit, so what was proved under them cannot change before it.
        await prove(tx, caller, await upon(tx), proved)
        return actAndHold(tx)
      }),
    )
  }

  return {
    writeAs: (caller) => (act, upon) => write(caller, act, upon, null),
    holdAs: (caller) => (act, upon, hold) => write(caller, act, upon, hold),
  }
}

/** The record is of the same transaction: after a crash there are both, or neither. */
async function recorded<T extends Effect>(
  tx: Transaction,
  { request }: Caller,
  act: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const effect = await act(tx)
  if (request !== null) await record(tx, request, effect.resultId ?? effect.id)
  return effect
}

export type SystemWrite = <T>(act: (tx: Transaction) => Promise<T>) => Promise<T>

/** For acts without a principal (logging in, the seed, administration). Nothing is proved; the triggers still take the locks. */
export function createSystemWrite(prisma: PrismaClient): SystemWrite {
  return (act) =>
    retried(() =>
      prisma.$transaction(async (tx) => {
        // Nobody waits for an answer: rather late than not at all.
        await tx.$executeRaw`SET LOCAL lock_timeout = '14s'`
        return act(tx)
      }, OPTIONS),
    )
}

async function prove(
  tx: Transaction,
  caller: Caller,
  exclusive: readonly string[],
  proved: (refused: boolean) => void,
): Promise<void> {
  const rows = await tx.$queryRaw<
    CredentialRow[]
  >`SELECT * FROM prove(${caller.digest}, ${exclusive}::text[])`
  try {
    admitAgain(rows[0] ?? null, caller)
  } catch (error) {
    proved(true)
    throw error
  }
  proved(false)
}

/** Thrown inside a write whose plan was overtaken: the whole transaction is rolled back and tried once more. */
export class Overtaken extends Error {}

async function retried<T>(attempt: () => Promise<T>, mayRetry: () => boolean = () => true): Promise<T> {
  const began = performance.now()
  try {
    return await attempt()
  } catch (error) {
    if (!isPassing(error) || !mayRetry()) throw error
    if (!isWorthRetrying(began)) throw busy()
  }
  try {
    return await attempt()
  } catch (error) {
    if (!isPassing(error) || !mayRetry()) throw error
    throw busy()
  }
}

/** What has waited long already, since `began`, would only wait again. */
export function isWorthRetrying(began: number): boolean {
  return performance.now() - began <= PATIENCE_MS / 2
}

export function busy(): Problem {
  return new Problem('UNAVAILABLE', 'Too much is being changed at once. Nothing was written; try again.')
}

/** Why a write failed that was certainly not committed: one that was cut off need not be looked for. */
export function unwritten(error: unknown): unknown {
  if (failureOf(error) !== 'unreachable') return error
  const problem = new Problem('UNAVAILABLE', 'Not possible right now. Nothing was written; try again.')
  // For the log.
  problem.cause = error
  return problem
}

/** Nothing was written, and the same may succeed now. Never after a connection was lost: its commit may have come through. */
export function isPassing(error: unknown): boolean {
  return error instanceof Overtaken || failureOf(error) === 'overtaken'
}
