// Relationship: a broker and a funder in one environment.

import { RelationshipStatus as Statuses } from '@latchkey/prisma'
import { visible } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Environment } from '../environment.ts'
import { Node, nodeOf } from '../node.ts'

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

builder.prismaObject('Relationship', {
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

nodeOf('Relationship', 'relationship', ({ db, principal }, id) =>
  db.relationship.findFirst({ where: { AND: [{ id }, visible.relationship(principal)] } }),
)
