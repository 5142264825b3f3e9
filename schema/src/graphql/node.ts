// The Relay interface Node and the query `node`. Types with an id implement the interface.

import { builder } from '../builder.ts'
import { typeOfId } from './ids.ts'
import { type Identified, loadById } from './load-by-id.ts'

export const Node = builder.interfaceRef<Identified>('Node').implement({
  description: 'An object with a globally unique id.',
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque id. Ids sort by creation time.' }) }),
  resolveType: ({ id }) => typeOfId(id),
})

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    // One read to find the object by id, one for the selection.
    complexity: 2,
    description: 'The object with this id. Null if it does not exist or you cannot see it.',
    args: { id: t.arg.id({ required: true, description: 'The id of an object of any type.' }) },
    resolve: (_root, { id }, context) => loadById(context, id),
  }),
)
