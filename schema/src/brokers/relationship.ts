// The Relationship type and the queries `relationship` and `relationships`. Loaded by schema.ts.

import { type Prisma, RelationshipStatus as Statuses } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { IN_ROW } from '../graphql/complexity.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../graphql/connection.ts'
import { Environment } from '../graphql/environment.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'
import { containing, LONGEST_SEARCH, searchOf } from '../graphql/search.ts'
import { relationshipNotFound } from './relationship-not-found.ts'

const RelationshipStatus = builder.enumType('RelationshipStatus', {
  description: 'Status of a relationship.',
  values: {
    [Statuses.ACTIVE]: { description: 'The broker can use its key.' },
    [Statuses.PAUSED]: {
      description:
        "Requests with the broker's key fail with RELATIONSHIP_PAUSED until the relationship is resumed.",
    },
    [Statuses.ENDED]: {
      description: 'The relationship has ended and its key is deleted. A new key restarts it.',
    },
  },
})

export const Relationship = builder.prismaObject('Relationship', {
  interfaces: [Node],
  description:
    'Links a broker and a funder in one environment. A pair has at most one relationship per environment.',
  fields: (t) => ({
    environment: t.expose('environment', {
      type: Environment,
      description: 'The environment it belongs to.',
    }),
    status: t.expose('status', {
      type: RelationshipStatus,
      description: 'Whether the broker can use its key.',
    }),
    broker: t.relation('broker', { description: 'The broker of the relationship.' }),
    funder: t.relation('funder', { description: 'The funder (a lender) of the relationship.' }),
    contacts: t.exposeStringList('contacts', {
      complexity: IN_ROW,
      description: 'Email addresses at domains of the broker that get the mails about its submissions.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
  }),
})

registerNode('Relationship', 'relationship', ({ db, principal }, id) =>
  db.relationship.findFirst({ where: { AND: [{ id }, tenantScope.relationship(principal)] } }),
)

builder.queryField('relationship', (t) =>
  t.prismaField({
    type: 'Relationship',
    description: 'A relationship by id. A BROKER key sees only its own.',
    args: { id: t.arg.id({ required: true, description: 'The id of the relationship (`rel_`).' }) },
    resolve: async (query, _root, { id }, { db, principal }) => {
      const found = await db.relationship.findFirst({
        ...query,
        where: { AND: [{ id }, tenantScope.relationship(principal)] },
      })
      if (found === null) throw relationshipNotFound(id)
      return found
    },
  }),
)

const RelationshipFilter = builder.inputType('RelationshipFilter', {
  description: 'Filter for `relationships`. Returns relationships that match every field.',
  fields: (t) => ({
    status: t.field({ type: RelationshipStatus, description: 'Relationships with this status.' }),
    brokerId: t.id({ description: 'The relationship with this broker.' }),
    search: t.string({
      description: `Relationships with a broker that has this text in its name (case-insensitive) or as one of its domains. 1 to ${LONGEST_SEARCH} characters.`,
    }),
  }),
})

const RelationshipConnection = connectionOf('Relationship', Relationship)

builder.queryField('relationships', (t) =>
  t.field({
    type: RelationshipConnection,
    description:
      'Relationships of the funder in this environment, newest first. A BROKER key sees only its own.',
    args: {
      ...pageArguments,
      filter: t.arg({ type: RelationshipFilter, description: 'Limits the list to matching items.' }),
    },
    resolve: (_root, args, context, info) => {
      const { status, brokerId } = args.filter ?? {}
      const search = searchOf(args.filter)
      const where: Prisma.RelationshipWhereInput = {
        AND: [
          tenantScope.relationship(context.principal),
          status == null ? {} : { status },
          brokerId == null ? {} : { brokerId },
          search === null
            ? {}
            : {
                broker: {
                  OR: [{ name: containing(search) }, { domains: { some: { domain: search.toLowerCase() } } }],
                },
              },
        ],
      }
      return readPage('Relationship', context, args, {
        find: ({ keyset, ...page }) =>
          context.db.relationship.findMany({
            ...selectionOf(context, info),
            where: { AND: [where, keyset] },
            ...page,
          }),
        count: (keyset, take) =>
          context.db.relationship.count({
            where: { AND: [where, keyset] },
            ...(take === undefined ? {} : { take }),
          }),
      })
    },
  }),
)
