// The only door to a transaction. A write acts, and then proves: authentication repeated under locks, as the last
// statement before the commit. Whoever takes the authority away waits for us or defeats us; there is no third outcome.

import { failureOf, Prisma, type PrismaClient } from '@latchkey/prisma'
import { Problem } from '../problem.ts'
import type { CredentialRow } from './admit.ts'
import { admitAgain, type Caller } from './caller.ts'
import { claim, record } from './idempotency.ts'
import { createTurns } from './turns.ts'

export type Transaction = Prisma.TransactionClient

/** The objects, by id, whose authority a write changes: it takes their locks exclusively, proves first and then acts. */
type Upon = (tx: Transaction) => Promise<readonly string[]>

/** What came of an act. */
interface Effect {
  readonly id: string
  /** By what a request that is sent again finds it, if that is not the id. */
  readonly resultId?: string
}

export type Write = <T extends Effect>(act: (tx: Transaction) => Promise<T>, upon?: Upon) => Promise<T>

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

export function createWrite(
  prisma: PrismaClient,
  { connections, proving = proveLast, proved = () => undefined }: WriteOptions,
): (caller: Caller) => Write {
  // These may wait long for their locks: half of the connections stay for everybody else.
  const takeTurn = createTurns(Math.max(1, Math.floor(connections / 2)), PATIENCE_MS, busy)
  return (caller) => (act, upon) => {
    if (upon === undefined) {
      const write = async (tx: Transaction) => {
        if (caller.request !== null) await claim(tx, caller.request)
        return proving(
          tx,
          () => recorded(tx, caller, act),
          () => prove(tx, caller, [], proved),
        )
      }
      return retried(() => prisma.$transaction(write, OPTIONS))
    }
    const write = async (tx: Transaction) => {
      if (caller.request !== null) await claim(tx, caller.request)
      await tx.$executeRaw`SELECT set_config('lock_timeout', ${`${PATIENCE_MS}ms`}, true)`
      // These locks are held until the commit, so what was proved under them cannot change before it.
      await prove(tx, caller, await upon(tx), proved)
      return recorded(tx, caller, act)
    }
    return takeTurn(() => retried(() => prisma.$transaction(write, OPTIONS)))
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

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  const began = performance.now()
  try {
    return await attempt()
  } catch (error) {
    if (!isPassing(error)) throw error
    // What has waited long already would only wait again.
    if (performance.now() - began > PATIENCE_MS / 2) throw busy()
  }
  try {
    return await attempt()
  } catch (error) {
    if (!isPassing(error)) throw error
    throw busy()
  }
}

function busy(): Problem {
  return new Problem('UNAVAILABLE', 'Too much is being changed at once. Nothing was written; try again.')
}

// Nothing was written, and the same may succeed now. Never after a connection was lost: its commit may have come through.
function isPassing(error: unknown): boolean {
  return error instanceof Overtaken || failureOf(error) === 'overtaken'
}
