// The Funder type: a lender's account. Loaded by schema.ts.

import { builder } from '../builder.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'

builder.prismaObject('Funder', {
  interfaces: [Node],
  description: 'The account of a funder (a lender), with its users, relationships, keys and submissions.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the funder.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the account was opened.' }),
  }),
})

registerNode('Funder', 'viewer', ({ db, principal }, id) =>
  id === principal.funderId ? db.funder.findUnique({ where: { id } }) : Promise.resolve(null),
)
