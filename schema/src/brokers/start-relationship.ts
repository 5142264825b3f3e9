// lockRelationship, startRelationship: create or restart a relationship. Used by createBrokerKey.

import type { Environment } from '@latchkey/prisma'
import { type Actor, recordEvents } from '../events/record-event.ts'
import { newId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import { type Transaction, TransactionConflict } from '../transaction/transaction.ts'

interface Pair {
  readonly funderId: string
  readonly brokerId: string
  readonly environment: Environment
}

/**
 * Locks the row, if it exists, and returns its id. Call it in `lock`: a new key of the relationship must not
 * miss a concurrent end of it.
 */
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

/**
 * Returns the id of the now ACTIVE relationship: creates it, or restarts an ENDED one. `locked` is the result
 * of lockRelationship in the same transaction. `email` becomes the contact of a relationship without contacts.
 * Throws RELATIONSHIP_NOT_ACTIVE if it is paused.
 */
export async function startRelationship(
  tx: Transaction,
  pair: Pair,
  locked: string | null,
  email: string,
  actor: Actor,
): Promise<string> {
  const where = { funderId_brokerId_environment: { ...pair } }
  const known = await tx.relationship.findUnique({ where })
  // A concurrent transaction created it after the lock step: retry with its lock.
  if ((known?.id ?? null) !== locked) throw new TransactionConflict()
  if (known === null) {
    const id = newId('Relationship')
    const { count } = await tx.relationship.createMany({
      data: [{ ...pair, id, contacts: [email] }],
      skipDuplicates: true,
    })
    if (count === 0) throw new TransactionConflict()
    await record(tx, 'relationship.created', pair, id, actor)
    return id
  }
  if (known.status === 'PAUSED') {
    throw new Problem(
      'RELATIONSHIP_NOT_ACTIVE',
      'The relationship with this broker is paused. Resume it first (resumeRelationship).',
    )
  }
  if (known.contacts.length === 0) {
    await tx.relationship.update({ where, data: { contacts: [email] } })
    await record(tx, 'relationship.updated', pair, known.id, actor)
  }
  if (known.status === 'ENDED') {
    await tx.relationship.update({ where, data: { status: 'ACTIVE' } })
    await record(tx, 'relationship.restarted', pair, known.id, actor)
  }
  return known.id
}

async function record(
  tx: Transaction,
  type: 'relationship.created' | 'relationship.restarted' | 'relationship.updated',
  { funderId, brokerId, environment }: Pair,
  id: string,
  actor: Actor,
): Promise<void> {
  const event = { type, environment, funderId, relationshipId: id, subjectId: id, actor, data: { brokerId } }
  await recordEvents(tx, [event])
}
