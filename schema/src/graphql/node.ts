// Node: the interface of whatever has an id, and the query that looks it up.

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
    // Found by its id, and read once more for what is selected of it.
    complexity: 2,
    description: 'Whatever has this id. Null when there is none that the credential sees.',
    args: { id: t.arg.id({ required: true, description: 'The id, of whatever type.' }) },
    resolve: (_root, { id }, context) => loadById(context, id),
  }),
)
