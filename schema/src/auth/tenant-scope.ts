// What a principal sees of each model: the one condition that every look-up, list and nested relation is put under.

import type { Prisma } from '@latchkey/prisma'
import { hasPermission } from './permissions.ts'
import type { Principal } from './principal.ts'

export const tenantScope = {
  user: (principal: Principal): Prisma.UserWhereInput =>
    principal.kind === 'BROKER' ? { id: { in: [] } } : { funderId: principal.funderId },

  /** Brokers are seen through relationships: the directory itself is the platform's. */
  broker: (principal: Principal): Prisma.BrokerWhereInput => ({
    relationships: { some: tenantScope.relationship(principal) },
  }),

  relationship: (principal: Principal): Prisma.RelationshipWhereInput =>
    principal.kind === 'BROKER' ? { id: principal.relationshipId } : tenant(principal),

  /** Of keys, a user whose role does not see all of them sees his own; a key always sees itself. */
  apiKey: (principal: Principal): Prisma.ApiKeyWhereInput => {
    if (principal.kind === 'SESSION' && !hasPermission(principal, 'everyApiKey'))
      return { ...tenant(principal), userId: principal.userId }
    return principal.kind === 'BROKER' ? { id: principal.apiKeyId } : tenant(principal)
  },

  submission: (principal: Principal): Prisma.SubmissionWhereInput =>
    principal.kind === 'BROKER' ? { relationshipId: principal.relationshipId } : tenant(principal),
}

function tenant({ funderId, environment }: Principal) {
  return { funderId, environment }
}
