// Begins a relationship: makes the one of a broker and a funder in an environment, or takes up the one that was ended.

import type { Environment } from '@latchkey/prisma'
import { newId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import { type Transaction, TransactionConflict } from '../transaction/transaction.ts'

interface Pair {
  readonly funderId: string
  readonly brokerId: string
  readonly environment: Environment
}

/** Locks the row, if there is one, and answers its id: for `upon`, since what comes to stand under it must not pass its end by. */
export async function lockRelationship(
  tx: Transaction,
  { funderId, brokerId, environment }: Pair,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM relationship
    WHERE funder_id = ${funderId} AND broker_id = ${brokerId} AND environment = ${environment}::"Environment"
    FOR NO KEY UPDATE`
  return rows[0]?.id ?? null
}

/** The id of the relationship, ACTIVE now. `locked` is what lockRelationship answered in this transaction. */
export async function startRelationship(tx: Transaction, pair: Pair, locked: string | null): Promise<string> {
  const where = { funderId_brokerId_environment: { ...pair } }
  const known = await tx.relationship.findUnique({ where })
  // Others made it since we locked: begin again, with its lock.
  if ((known?.id ?? null) !== locked) throw new TransactionConflict()
  if (known === null) {
    const id = newId('Relationship')
    const { count } = await tx.relationship.createMany({ data: [{ ...pair, id }], skipDuplicates: true })
    if (count === 0) throw new TransactionConflict()
    return id
  }
  if (known.status === 'PAUSED') {
    throw new Problem(
      'RELATIONSHIP_NOT_ACTIVE',
      'The relationship with this broker is paused. Resume it first.',
    )
  }
  if (known.status === 'ENDED') await tx.relationship.update({ where, data: { status: 'ACTIVE' } })
  return known.id
}
