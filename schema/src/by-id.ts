// Loads things by their ids alone, under what is visible. Each type that can be found so adds its own look-up.

import { may, type Operation } from './access/who-may.ts'
import type { Context } from './context.ts'
import { type IdentifiedType, typeOfId } from './ids.ts'

export interface Identified {
  readonly id: string
}

/** Loads one by id, if `context.principal` sees it. */
type Load = (context: Context, id: string) => Promise<Identified | null>

const loads = new Map<IdentifiedType, Load>()

/** Lets a type be found by id: for whoever may do `operation`, which the proof then asks for again. */
export function nodeOf(type: IdentifiedType, operation: Operation, load: Load): void {
  loads.set(type, async (context, id) => {
    if (!may(context.principal, operation)) return null
    context.allowed.add(operation)
    return load(context, id)
  })
}

/** Null when there is none that the credential sees. */
export async function loadById(context: Context, id: string): Promise<Identified | null> {
  const type = typeOfId(id)
  return type === null ? null : ((await loads.get(type)?.(context, id)) ?? null)
}
