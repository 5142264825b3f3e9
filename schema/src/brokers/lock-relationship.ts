// Takes a relationship for something that is made on it: it cannot be paused or ended past that.

import type { Environment } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { displayId } from '../graphql/ids.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'

interface ActiveRelationship {
  readonly funderId: string
  readonly brokerId: string
  readonly environment: Environment
}

/** Under the shared locks of funder and relationship: whoever pauses or ends it waits for them, or defeats them. */
export async function lockActiveRelationship(
  tx: Transaction,
  principal: Principal,
  id: string,
): Promise<ActiveRelationship> {
  // That of a BROKER key is locked and looked at by the proof.
  if (principal.kind === 'BROKER' && principal.relationshipId === id) return principal
  const where = { AND: [{ id }, tenantScope.relationship(principal)] }
  // Before any lock, so that nobody can hold up a relationship that is not his.
  const known = await tx.relationship.findFirst({ where })
  if (known === null) {
    throw new Problem(
      'NOT_FOUND',
      `There is no relationship ${displayId(id)}. See relationships for those there are.`,
    )
  }
  await tx.$executeRaw`SELECT revocation_lock_shared(${known.funderId})`
  await tx.$executeRaw`SELECT revocation_lock_shared(${id})`
  const active = await tx.relationship.count({ where: { id, status: 'ACTIVE' } })
  if (active === 0) {
    throw new Problem(
      'RELATIONSHIP_NOT_ACTIVE',
      'The relationship with this broker is paused or has ended. Resume it, or begin it again, first.',
    )
  }
  return known
}
