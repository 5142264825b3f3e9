// The Relay interface Node and the query `node`. Types with an id implement the interface.

import { builder } from '../builder.ts'
import { typeOfId } from './ids.ts'
import { type Identified, loadById } from './load-by-id.ts'

export const Node = builder.interfaceRef<Identified>('Node').implement({
  description: 'Anything that has an id.',
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque, and sorts by the time it was made.' }) }),
  resolveType: ({ id }) => typeOfId(id),
})

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    // One read to find the object by id, one for the selection.
    complexity: 2,
    description: 'Whatever has this id. Null when there is none that the credential sees.',
    args: { id: t.arg.id({ required: true, description: 'The id, of whatever type.' }) },
    resolve: (_root, { id }, context) => loadById(context, id),
  }),
)
