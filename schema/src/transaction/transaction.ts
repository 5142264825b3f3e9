// Authorized and system transactions. Used by mutations, logins, the seed and administration.

import { databaseErrorKind, Prisma, type PrismaClient } from '@latchkey/prisma'
import { type Caller, reverifyCredential } from '../auth/caller.ts'
import type { CredentialRow } from '../auth/verify-credential.ts'
import { Problem } from '../graphql/problem.ts'
import { claimRequest, recordResult } from './idempotency.ts'
import { createSemaphore } from './semaphore.ts'

export type Transaction = Prisma.TransactionClient

/** Locks the rows that a mutation changes, and returns the ids that need the exclusive revocation lock. */
type Lock = (tx: Transaction) => Promise<readonly string[]>

interface TransactionResult {
  readonly id: string
  /** The id by which a replay finds the result, if it is not `id`. */
  readonly resultId?: string
}

type Run<T> = (tx: Transaction, locked: readonly string[]) => Promise<T>

/**
 * For changes to keys, relationships and users. Order: `lock`, re-verify the credential under all locks, then
 * `run` with the ids that `lock` returned.
 */
interface LockedWork<T> {
  readonly lock: Lock
  readonly run: Run<T>
}

type Work<T> = LockedWork<T> | Run<T>

/**
 * Work without `lock` re-verifies the credential under shared revocation locks as the last statement before
 * COMMIT. With either kind of work, a concurrent revocation waits for the commit or makes it fail.
 */
export type AuthorizedTransaction = <T extends TransactionResult>(work: Work<T>) => Promise<T>

/**
 * A transaction that stays open after `run` until `beforeCommit` resolves. Then the server commits; for work without
 * `lock` it re-verifies the credential first. If `beforeCommit` rejects, the server rolls back. It retries nothing after
 * `run` has returned.
 */
export type HeldTransaction = <T extends TransactionResult>(
  work: Work<T>,
  beforeCommit: BeforeCommit<T>,
) => Promise<T>

type BeforeCommit<T> = (tx: Transaction, result: T) => Promise<void>

export interface Transactions {
  readonly transactionFor: (caller: Caller) => AuthorizedTransaction
  readonly heldTransactionFor: (caller: Caller) => HeldTransaction
}

// Always READ COMMITTED: under REPEATABLE READ the re-verification would read an old snapshot and accept a key that
// is already deactivated.
const TRANSACTION_OPTIONS = {
  isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted,
  maxWait: 5_000,
  timeout: 15_000,
}

// PostgreSQL aborts a stalled writer after 5 s. A revocation waits longer than that for its locks.
const LOCK_TIMEOUT_MS = 8_000

export interface TransactionOptions {
  /** Number of connections available to writes. */
  readonly connections: number
  /** Called after each re-verification of a credential. */
  readonly onReverified?: ((rejected: boolean) => void) | undefined
}

export function createTransactions(
  prisma: PrismaClient,
  { connections, onReverified = () => undefined }: TransactionOptions,
): Transactions {
  // Locked transactions may wait long: they get half of the connections, the rest stays free for other
  // requests.
  const limitConcurrency = createSemaphore(Math.max(1, Math.floor(connections / 2)), LOCK_TIMEOUT_MS, busy)

  function runTransaction<T extends TransactionResult>(
    caller: Caller,
    work: Work<T>,
    beforeCommit: BeforeCommit<T> | null,
  ): Promise<T> {
    const { lock, run } = typeof work === 'function' ? { lock: undefined, run: work } : work
    let hasReturned = false
    const runUntilCommit = async (tx: Transaction, locked: readonly string[]) => {
      const result = await runAndRecord(tx, caller, () => run(tx, locked))
      if (beforeCommit === null) return result
      // Reads must not wait that long: these locks block all writes under the locked objects.
      if (lock !== undefined) await tx.$executeRaw`SET LOCAL lock_timeout = DEFAULT`
      hasReturned = true
      await beforeCommit(tx, result)
      return result
    }
    const begin = (run: (tx: Transaction) => Promise<T>) => {
      let hasBegun = false
      // An error before COMMIT is sent means that nothing was written.
      const runAndMarkBegun = (tx: Transaction) => {
        hasBegun = true
        return run(tx).catch((error: unknown) => Promise.reject(asNothingWritten(error)))
      }
      return withRetry(
        () => prisma.$transaction(runAndMarkBegun, TRANSACTION_OPTIONS),
        () => !hasReturned,
        () => hasBegun,
      )
    }
    if (lock === undefined) {
      return begin(async (tx) => {
        if (caller.request !== null) await claimRequest(tx, caller.request)
        const result = await runUntilCommit(tx, [])
        await reverify(tx, caller, [], onReverified)
        return result
      })
    }
    return limitConcurrency(() =>
      begin(async (tx) => {
        if (caller.request !== null) await claimRequest(tx, caller.request)
        await tx.$executeRaw`SELECT set_config('lock_timeout', ${`${LOCK_TIMEOUT_MS}ms`}, true)`
        // These locks are held until the commit, so the verified state cannot change before it.
        const locked = await lock(tx)
        await reverify(tx, caller, locked, onReverified)
        return runUntilCommit(tx, locked)
      }),
    )
  }

  return {
    transactionFor: (caller) => (work) => runTransaction(caller, work, null),
    heldTransactionFor: (caller) => (work, beforeCommit) => runTransaction(caller, work, beforeCommit),
  }
}

/** Writes the idempotency record in the same transaction: after a crash both exist, or neither. */
async function runAndRecord<T extends TransactionResult>(
  tx: Transaction,
  { request }: Caller,
  run: () => Promise<T>,
): Promise<T> {
  const result = await run()
  if (request !== null) await recordResult(tx, request, result.resultId ?? result.id)
  return result
}

export type SystemTransaction = <T>(run: (tx: Transaction) => Promise<T>) => Promise<T>

/** For work without a principal (login, seed, CLI). No re-verification; triggers still take the locks. */
export function createSystemTransaction(prisma: PrismaClient): SystemTransaction {
  return (run) =>
    withRetry(() =>
      prisma.$transaction(async (tx) => {
        // Sign-in, the seed and the CLI cannot retry by themselves, so a long lock wait is better than a failure.
        await tx.$executeRaw`SET LOCAL lock_timeout = '14s'`
        return run(tx)
      }, TRANSACTION_OPTIONS),
    )
}

async function reverify(
  tx: Transaction,
  caller: Caller,
  exclusive: readonly string[],
  onReverified: (rejected: boolean) => void,
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

/** Thrown in a transaction whose preconditions changed. The server rolls it back and retries it once. */
export class TransactionConflict extends Error {}

async function withRetry<T>(
  attempt: () => Promise<T>,
  mayRetry: () => boolean = () => true,
  hasBegun: () => boolean = () => true,
): Promise<T> {
  const startedAt = performance.now()
  try {
    return await attempt()
  } catch (error) {
    // The pool can hand out a connection that PostgreSQL has just closed. Nothing was sent on it, so a retry on another
    // connection is safe.
    const isBroken = !hasBegun() && databaseErrorKind(error) === 'unreachable'
    if (!isBroken && (!isRetryable(error) || !mayRetry())) throw error
    if (!isWorthRetrying(startedAt)) throw isBroken ? error : busy()
  }
  try {
    return await attempt()
  } catch (error) {
    if (!isRetryable(error) || !mayRetry()) throw error
    throw busy()
  }
}

/** False if the attempt, started at `startedAt`, already waited long: a retry would only wait again. */
export function isWorthRetrying(startedAt: number): boolean {
  return performance.now() - startedAt <= LOCK_TIMEOUT_MS / 2
}

export function busy(): Problem {
  return new Problem('UNAVAILABLE', 'Too many concurrent changes. Nothing was written. Try again.')
}

/** Converts an error before COMMIT: after a lost connection, the client need not check the outcome. */
export function asNothingWritten(error: unknown): unknown {
  if (databaseErrorKind(error) !== 'unreachable') return error
  const problem = new Problem(
    'UNAVAILABLE',
    'The service is temporarily unavailable. Nothing was written. Try again.',
  )
  problem.cause = error
  return problem
}

/** Nothing was written and a retry may succeed. Never true after a lost connection: it may have committed. */
export function isRetryable(error: unknown): boolean {
  return error instanceof TransactionConflict || databaseErrorKind(error) === 'conflict'
}
