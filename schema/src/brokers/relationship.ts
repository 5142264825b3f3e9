// The Relationship type and the queries `relationship` and `relationships`. Loaded by schema.ts.

import { type Prisma, RelationshipStatus as Statuses } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../graphql/connection.ts'
import { Environment } from '../graphql/environment.ts'
import { displayId } from '../graphql/ids.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'
import { Problem } from '../graphql/problem.ts'
import { containing, LONGEST_SEARCH, searchOf } from '../graphql/search.ts'

const RelationshipStatus = builder.enumType('RelationshipStatus', {
  description: 'Whether a broker and a funder work together.',
  values: {
    [Statuses.ACTIVE]: { description: 'They do.' },
    [Statuses.PAUSED]: {
      description: "Not for now: the broker's key is refused until the relationship is resumed.",
    },
    [Statuses.ENDED]: { description: 'No more: the key is deleted. A new key begins it again.' },
  },
})

export const Relationship = builder.prismaObject('Relationship', {
  interfaces: [Node],
  description: 'A broker and a funder in one environment: at most one for each such pair.',
  fields: (t) => ({
    environment: t.expose('environment', { type: Environment, description: 'Where it holds.' }),
    status: t.expose('status', { type: RelationshipStatus, description: 'Whether they work together now.' }),
    broker: t.relation('broker', { description: 'The partner company.' }),
    funder: t.relation('funder', { description: 'The lender.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it began.' }),
  }),
})

registerNode('Relationship', 'relationship', ({ db, principal }, id) =>
  db.relationship.findFirst({ where: { AND: [{ id }, tenantScope.relationship(principal)] } }),
)

builder.queryField('relationship', (t) =>
  t.prismaField({
    type: 'Relationship',
    description: 'One relationship. A broker sees its own.',
    args: { id: t.arg.id({ required: true, description: 'The id of the relationship (`rel_`).' }) },
    resolve: async (query, _root, { id }, { db, principal }) => {
      const found = await db.relationship.findFirst({
        ...query,
        where: { AND: [{ id }, tenantScope.relationship(principal)] },
      })
      if (found === null)
        throw new Problem(
          'NOT_FOUND',
          `There is no relationship ${displayId(id)}. See relationships for those there are.`,
        )
      return found
    },
  }),
)

const RelationshipFilter = builder.inputType('RelationshipFilter', {
  description: 'Which relationships to list; all of what is given must hold.',
  fields: (t) => ({
    status: t.field({ type: RelationshipStatus, description: 'Relationships in this state.' }),
    brokerId: t.id({ description: 'The one with this broker.' }),
    search: t.string({
      description: `Relationships with brokers whose name contains this text, in any case, or who have it as a domain. 1 to ${LONGEST_SEARCH} characters.`,
    }),
  }),
})

const RelationshipConnection = connectionOf('Relationship', Relationship)

builder.queryField('relationships', (t) =>
  t.field({
    type: RelationshipConnection,
    description: 'The relationships of the funder in this environment, newest first. A broker sees its own.',
    args: { ...pageArguments, filter: t.arg({ type: RelationshipFilter, description: 'Which of them.' }) },
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
