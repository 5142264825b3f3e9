// Authorized transactions: the credential is re-verified under shared locks as the last statement before COMMIT. A
// concurrent revocation either waits for this commit or makes it fail.

import { databaseErrorKind, Prisma, type PrismaClient } from '@latchkey/prisma'
import { type Caller, reverifyCredential } from '../auth/caller.ts'
import type { CredentialRow } from '../auth/verify-credential.ts'
import { Problem } from '../graphql/problem.ts'
import { claimRequest, recordResult } from './idempotency.ts'
import { createSemaphore } from './semaphore.ts'

export type Transaction = Prisma.TransactionClient

/** Locks the rows that a mutation changes, and returns the ids whose revocation locks it needs exclusively. */
type Lock = (tx: Transaction) => Promise<readonly string[]>

interface TransactionResult {
  readonly id: string
  /** The id by which a replay finds the result, if it is not `id`. */
  readonly resultId?: string
}

type Run<T> = (tx: Transaction, locked: readonly string[]) => Promise<T>

/** For changes of keys, relationships and users: `lock`, re-verify under all locks, then `run` with what `lock` returned. */
interface LockedWork<T> {
  readonly lock: Lock
  readonly run: Run<T>
}

type Work<T> = LockedWork<T> | Run<T>

export type AuthorizedTransaction = <T extends TransactionResult>(work: Work<T>) => Promise<T>

/**
 * A transaction that stays open after `run` until `hold` resolves: only then is the credential re-verified, and the
 * transaction committed. If `hold` rejects, it is rolled back. Nothing is retried once `run` has returned.
 */
export type HeldTransaction = <T extends TransactionResult>(work: Work<T>, hold: HoldStep<T>) => Promise<T>

type HoldStep<T> = (tx: Transaction, effect: T) => Promise<void>

/** Both kinds of transaction, for a caller. */
export interface Transactions {
  readonly transactionFor: (caller: Caller) => AuthorizedTransaction
  readonly heldTransactionFor: (caller: Caller) => HeldTransaction
}

/** Where the proof stands among the statements of a write. The tests of races pass weaker ones, to see them fail. */
export type ReverifyOrder = <T>(
  tx: Transaction,
  run: () => Promise<T>,
  reverify: () => Promise<void>,
) => Promise<T>

const reverifyLast: ReverifyOrder = async (_tx, run, reverify) => {
  const result = await run()
  await reverify()
  return result
}

// Read committed, always: under repeatable read the proof would see the past and admit a key already switched off.
const TRANSACTION_OPTIONS = {
  isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
  maxWait: 5_000,
  timeout: 15_000,
}

// PostgreSQL gives a writer that is frozen up after 5 s; whoever takes authority away waits past that for its locks.
const LOCK_TIMEOUT_MS = 8_000

export interface TransactionOptions {
  /** Connections that writes may have. */
  readonly connections: number
  readonly reverifyOrder?: ReverifyOrder | undefined
  /** Told of each proof. */
  readonly onReverified?: ((refused: boolean) => void) | undefined
}

export function createTransactions(
  prisma: PrismaClient,
  { connections, reverifyOrder = reverifyLast, onReverified = () => undefined }: TransactionOptions,
): Transactions {
  // These may wait long for their locks: half of the connections stay for everybody else.
  const limitConcurrency = createSemaphore(Math.max(1, Math.floor(connections / 2)), LOCK_TIMEOUT_MS, busy)

  function write<T extends TransactionResult>(
    caller: Caller,
    work: Work<T>,
    hold: HoldStep<T> | null,
  ): Promise<T> {
    const { lock, run } = typeof work === 'function' ? { lock: undefined, run: work } : work
    let isHeld = false
    const runAndHold = async (tx: Transaction, locked: readonly string[]) => {
      const effect = await runAndRecord(tx, caller, () => run(tx, locked))
      if (hold === null) return effect
      // Reads may not wait as long as that: these locks hold up all other requests of the credential.
      if (lock !== undefined) await tx.$executeRaw`SET LOCAL lock_timeout = DEFAULT`
      isHeld = true
      await hold(tx, effect)
      return effect
    }
    const begin = (run: (tx: Transaction) => Promise<T>) => {
      // What fails before the COMMIT is sent has certainly written nothing.
      const certain = (tx: Transaction) => run(tx).catch((error: unknown) => Promise.reject(unwritten(error)))
      return withRetry(
        () => prisma.$transaction(certain, TRANSACTION_OPTIONS),
        () => !isHeld,
      )
    }
    if (lock === undefined) {
      return begin(async (tx) => {
        if (caller.request !== null) await claimRequest(tx, caller.request)
        return reverifyOrder(
          tx,
          () => runAndHold(tx, []),
          () => reverify(tx, caller, [], onReverified),
        )
      })
    }
    return limitConcurrency(() =>
      begin(async (tx) => {
        if (caller.request !== null) await claimRequest(tx, caller.request)
        await tx.$executeRaw`SELECT set_config('lock_timeout', ${`${LOCK_TIMEOUT_MS}ms`}, true)`
        // These locks are held until the commit, so what was proved under them cannot change before it.
        const locked = await lock(tx)
        await reverify(tx, caller, locked, onReverified)
        return runAndHold(tx, locked)
      }),
    )
  }

  return {
    transactionFor: (caller) => (work) => write(caller, work, null),
    heldTransactionFor: (caller) => (work, hold) => write(caller, work, hold),
  }
}

/** Writes the idempotency record in the same transaction: after a crash there are both, or neither. */
async function runAndRecord<T extends TransactionResult>(
  tx: Transaction,
  { request }: Caller,
  run: () => Promise<T>,
): Promise<T> {
  const effect = await run()
  if (request !== null) await recordResult(tx, request, effect.resultId ?? effect.id)
  return effect
}

export type SystemTransaction = <T>(run: (tx: Transaction) => Promise<T>) => Promise<T>

/** For acts without a principal (logging in, the seed, administration). Nothing is proved; the triggers still take the locks. */
export function createSystemTransaction(prisma: PrismaClient): SystemTransaction {
  return (run) =>
    withRetry(() =>
      prisma.$transaction(async (tx) => {
        // Nobody waits for an answer: rather late than not at all.
        await tx.$executeRaw`SET LOCAL lock_timeout = '14s'`
        return run(tx)
      }, TRANSACTION_OPTIONS),
    )
}

async function reverify(
  tx: Transaction,
  caller: Caller,
  exclusive: readonly string[],
  onReverified: (refused: boolean) => void,
): Promise<void> {
  const rows = await tx.$queryRaw<
    CredentialRow[]
  >`SELECT * FROM reverify_credential(${caller.digest}, ${exclusive}::text[])`
  try {
    reverifyCredential(rows[0] ?? null, caller)
  } catch (error) {
    onReverified(true)
    throw error
  }
  onReverified(false)
}

/** Thrown inside a write whose plan was overtaken: the whole transaction is rolled back and tried once more. */
export class TransactionConflict extends Error {}

async function withRetry<T>(attempt: () => Promise<T>, mayRetry: () => boolean = () => true): Promise<T> {
  const startedAt = performance.now()
  try {
    return await attempt()
  } catch (error) {
    if (!isRetryable(error) || !mayRetry()) throw error
    if (!isWorthRetrying(startedAt)) throw busy()
  }
  try {
    return await attempt()
  } catch (error) {
    if (!isRetryable(error) || !mayRetry()) throw error
    throw busy()
  }
}

/** What has waited long already, since `began`, would only wait again. */
export function isWorthRetrying(startedAt: number): boolean {
  return performance.now() - startedAt <= LOCK_TIMEOUT_MS / 2
}

export function busy(): Problem {
  return new Problem('UNAVAILABLE', 'Too much is being changed at once. Nothing was written; try again.')
}

/** Why a write failed that was certainly not committed: one that was cut off need not be looked for. */
export function unwritten(error: unknown): unknown {
  if (databaseErrorKind(error) !== 'unreachable') return error
  const problem = new Problem('UNAVAILABLE', 'Not possible right now. Nothing was written; try again.')
  // For the log.
  problem.cause = error
  return problem
}

/** Nothing was written, and the same may succeed now. Never after a connection was lost: its commit may have come through. */
export function isRetryable(error: unknown): boolean {
  return error instanceof TransactionConflict || databaseErrorKind(error) === 'conflict'
}
