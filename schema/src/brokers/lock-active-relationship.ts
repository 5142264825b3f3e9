// lockActiveRelationship: locks a relationship against pause and end. Used by submission mutations.

import type { Environment } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { Problem } from '../graphql/problem.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { relationshipNotFound } from './relationship-not-found.ts'

interface ActiveRelationship {
  readonly funderId: string
  readonly brokerId: string
  readonly environment: Environment
}

/**
 * Takes the shared revocation locks of funder and relationship. A concurrent pause or end either waits for
 * this commit or makes it fail. Throws NOT_FOUND or RELATIONSHIP_NOT_ACTIVE.
 */
export async function lockActiveRelationship(
  tx: Transaction,
  principal: Principal,
  id: string,
): Promise<ActiveRelationship> {
  // The credential re-verification locks and verifies the relationship of a BROKER key.
  if (principal.kind === 'BROKER' && principal.relationshipId === id) return principal
  const where = { AND: [{ id }, tenantScope.relationship(principal)] }
  // Check before any lock, so that nobody can block a relationship of someone else.
  const known = await tx.relationship.findFirst({ where })
  if (known === null) throw relationshipNotFound(id)
  await tx.$executeRaw`SELECT revocation_lock_shared(${known.funderId})`
  await tx.$executeRaw`SELECT revocation_lock_shared(${id})`
  const current = await tx.relationship.findFirst({ where: { id }, select: { status: true } })
  if (current?.status === 'PAUSED') {
    throw new Problem(
      'RELATIONSHIP_NOT_ACTIVE',
      'The relationship with this broker is paused. Resume it first (resumeRelationship).',
    )
  }
  if (current?.status !== 'ACTIVE') {
    throw new Problem(
      'RELATIONSHIP_NOT_ACTIVE',
      'The relationship with this broker has ended. To restart it, create an API key for the broker (createBrokerKey).',
    )
  }
  return known
}
