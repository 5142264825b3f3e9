// The only door to a transaction. A write acts, and then proves: authentication repeated under locks, as the last
// statement before the commit. Whoever takes the authority away waits for us or defeats us; there is no third outcome.

import { failureOf, Prisma, type PrismaClient } from '@latchkey/prisma'
import { Problem } from '../problem.ts'
import { admit, type CredentialRow } from './admit.ts'
import { checkMay, type Operation } from './who-may.ts'

export type Transaction = Prisma.TransactionClient

/** A credential and all that was asked with it: enough to decide again. */
export interface Caller {
  readonly digest: Uint8Array<ArrayBuffer>
  readonly address: string
  readonly allowed: ReadonlySet<Operation>
}

/** The objects, by id, whose authority a write changes: it takes their locks exclusively, proves first and then acts. */
type Upon = (tx: Transaction) => Promise<readonly string[]>

export type Write = <T>(act: (tx: Transaction) => Promise<T>, upon?: Upon) => Promise<T>

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

export function createWrite(prisma: PrismaClient, proving: Proving = proveLast): (caller: Caller) => Write {
  return (caller) => (act, upon) =>
    retried(() =>
      prisma.$transaction(async (tx) => {
        if (upon === undefined)
          return proving(
            tx,
            () => act(tx),
            () => prove(tx, caller, []),
          )
        // Whoever takes authority away waits longer: past the time after which PostgreSQL gives a frozen writer up.
        await tx.$executeRaw`SET LOCAL lock_timeout = '8s'`
        // These locks are held until the commit, so what was proved under them cannot change before it.
        await prove(tx, caller, await upon(tx))
        return act(tx)
      }, OPTIONS),
    )
}

/** For acts without a principal (the seed, administration). Nothing is proved; the triggers still take the locks. */
export function createSystemWrite(
  prisma: PrismaClient,
): <T>(act: (tx: Transaction) => Promise<T>) => Promise<T> {
  return (act) => retried(() => prisma.$transaction(act, OPTIONS))
}

async function prove(tx: Transaction, caller: Caller, exclusive: readonly string[]): Promise<void> {
  const rows = await tx.$queryRaw<
    CredentialRow[]
  >`SELECT * FROM prove(${caller.digest}, ${exclusive}::text[])`
  const principal = admit(rows[0] ?? null, caller.address)
  for (const operation of caller.allowed) checkMay(principal, operation)
}

/** Thrown inside a write whose plan was overtaken: the whole transaction is rolled back and tried once more. */
export class Overtaken extends Error {}

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (!isPassing(error)) throw error
  }
  try {
    return await attempt()
  } catch (error) {
    if (!isPassing(error)) throw error
    throw new Problem('UNAVAILABLE', 'Too much is being changed at once. Nothing was written; try again.')
  }
}

// Nothing was written, and the same may succeed now. Never after a connection was lost: its commit may have come through.
function isPassing(error: unknown): boolean {
  return error instanceof Overtaken || failureOf(error) === 'overtaken'
}
