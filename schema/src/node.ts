// Node: looks things up by their ids alone. Each type that can be found so adds its own look-up, under what is visible.

import { may, type Operation } from './access/who-may.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { type IdentifiedType, typeOfId } from './ids.ts'

interface Identified {
  readonly id: string
}

/** Loads one by id, if `context.principal` sees it. */
type Load = (context: Context, id: string) => Promise<Identified | null>

const loads = new Map<IdentifiedType, Load>()

/** Lets `node` find a type: for whoever may do `operation`, which the proof then asks for again. */
export function nodeOf(type: IdentifiedType, operation: Operation, load: Load): void {
  loads.set(type, async (context, id) => {
    if (!may(context.principal, operation)) return null
    context.allowed.add(operation)
    return load(context, id)
  })
}

export const Node = builder.interfaceRef<Identified>('Node').implement({
  description: 'Anything that has an id.',
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque, and sorts by the time it was made.' }) }),
  resolveType: ({ id }) => typeOfId(id),
})

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    description: 'Whatever has this id. Null when there is none that the credential sees.',
    args: { id: t.arg.id({ required: true, description: 'The id, of whatever type.' }) },
    resolve: async (_root, { id }, context) => {
      const type = typeOfId(id)
      return type === null ? null : ((await loads.get(type)?.(context, id)) ?? null)
    },
  }),
)
