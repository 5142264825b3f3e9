// tenantScope: the WHERE condition of a principal, per model. Used by every query and relation.

import { Prisma } from '@latchkey/prisma'
import { hasPermission } from './permissions.ts'
import type { Principal } from './principal.ts'

export const tenantScope = {
  user: (principal: Principal): Prisma.UserWhereInput =>
    principal.kind === 'BROKER' ? { id: { in: [] } } : { funderId: principal.funderId },

  /** A principal sees brokers through its relationships. The directory itself belongs to the platform. */
  broker: (principal: Principal): Prisma.BrokerWhereInput => ({
    relationships: { some: tenantScope.relationship(principal) },
  }),

  relationship: (principal: Principal): Prisma.RelationshipWhereInput =>
    principal.kind === 'BROKER' ? { id: principal.relationshipId } : tenant(principal),

  /** A user without the `everyApiKey` permission sees only their own keys. A broker key sees only itself. */
  apiKey: (principal: Principal): Prisma.ApiKeyWhereInput => {
    if (principal.kind === 'SESSION' && !hasPermission(principal, 'everyApiKey'))
      return { ...tenant(principal), userId: principal.userId }
    return principal.kind === 'BROKER' ? { id: principal.apiKeyId } : tenant(principal)
  },

  submission: (principal: Principal): Prisma.SubmissionWhereInput =>
    principal.kind === 'BROKER' ? { relationshipId: principal.relationshipId } : tenant(principal),

  /** A broker sees the events of its relationship, except internal ones. */
  event: (principal: Principal): Prisma.EventWhereInput =>
    principal.kind === 'BROKER'
      ? { relationshipId: principal.relationshipId, brokerVisible: true }
      : tenant(principal),

  requirement: (principal: Principal): Prisma.RequirementWhereInput => partOfSubmission(principal),
  decision: (principal: Principal): Prisma.DecisionWhereInput => partOfSubmission(principal),
  offer: (principal: Principal): Prisma.OfferWhereInput => partOfSubmission(principal),
  message: (principal: Principal): Prisma.MessageWhereInput => partOfSubmission(principal),

  /** Brokers see no internal notes. */
  note: (principal: Principal): Prisma.NoteWhereInput =>
    principal.kind === 'BROKER' ? { id: { in: [] } } : tenant(principal),

  document: (principal: Principal): Prisma.DocumentWhereInput => ({
    submission: tenantScope.submission(principal),
  }),
}

function partOfSubmission(principal: Principal) {
  return principal.kind === 'BROKER'
    ? { submission: { relationshipId: principal.relationshipId } }
    : tenant(principal)
}

/** The same condition as `tenantScope` of messages and documents, for raw SQL. */
export function partScope(principal: Principal): Prisma.Sql {
  return principal.kind === 'BROKER'
    ? Prisma.sql`submission_id IN (SELECT id FROM submission WHERE relationship_id = ${principal.relationshipId})`
    : Prisma.sql`funder_id = ${principal.funderId} AND environment = ${principal.environment}::"Environment"`
}

function tenant({ funderId, environment }: Principal) {
  return { funderId, environment }
}
