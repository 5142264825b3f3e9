// changeRelationship: sets the status of a relationship. Used by pause, resume and end.

import type { Environment, RelationshipStatus } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import type { Context } from '../context.ts'
import { actorOf, type NewEvent, recordEvents } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { relationshipNotFound } from './relationship-not-found.ts'

/** Errors of changeRelationship, for the `problems` of a mutation. */
export const NOT_ALLOWED = ['NOT_FOUND', 'RELATIONSHIP_NOT_ACTIVE'] as const

/** A further change in the same transaction. */
interface AdditionalChange {
  /** Locks the rows, and returns the ids that need the exclusive revocation lock too. */
  readonly lock: (tx: Transaction) => Promise<readonly string[]>
  /** Returns the events of the change. */
  readonly run: (tx: Transaction, relationship: LockedRelationship) => Promise<readonly NewEvent[]>
}

interface LockedRelationship {
  readonly funderId: string
  readonly environment: Environment
}

const EVENTS = {
  ACTIVE: 'relationship.resumed',
  PAUSED: 'relationship.paused',
  ENDED: 'relationship.ended',
} as const satisfies Record<RelationshipStatus, string>

/** Sets the status and runs the further change. Only a new key reactivates an ENDED relationship. */
export async function changeRelationship(
  context: Context,
  id: string,
  status: RelationshipStatus,
  additionalChange?: AdditionalChange,
) {
  const where = { AND: [{ id }, tenantScope.relationship(context.principal)] }
  // Check before any lock, so that nobody can block a relationship of someone else.
  const known = await context.db.relationship.findFirst({ where })
  if (known === null) throw relationshipNotFound(id)
  await context.transaction({
    lock: async (tx) => {
      // Row lock before revocation lock, in the order of an UPDATE in psql.
      await tx.$executeRaw`SELECT FROM relationship WHERE id = ${id} FOR NO KEY UPDATE`
      return [id, ...((await additionalChange?.lock(tx)) ?? [])]
    },
    run: async (tx) => {
      // Read under the lock: a repeated call has no effect and no event.
      const before = await tx.relationship.findUnique({ where: { id } })
      const from = status === 'ENDED' ? {} : { status: { not: 'ENDED' as const } }
      const { count } = await tx.relationship.updateMany({ where: { id, ...from }, data: { status } })
      if (count === 0) {
        throw new Problem(
          'RELATIONSHIP_NOT_ACTIVE',
          'This relationship has ended. To restart it, create an API key for the broker (createBrokerKey).',
        )
      }
      const { funderId, environment } = known
      const further = (await additionalChange?.run(tx, known)) ?? []
      const actor = actorOf(context.principal)
      const subject = { environment, funderId, relationshipId: id, subjectId: id }
      const changed = before?.status === status ? [] : [{ type: EVENTS[status], ...subject, actor }]
      await recordEvents(tx, [...changed, ...further])
      return { id }
    },
  })
  return context.db.relationship.findFirstOrThrow({ where })
}
