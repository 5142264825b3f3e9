// Loads things by their ids alone, under what is visible. Each type that can be found so adds its own look-up.

import { hasPermission, type Operation } from '../auth/permissions.ts'
import type { Context } from '../context.ts'
import { type IdentifiedType, typeOfId } from './ids.ts'

export interface Identified {
  readonly id: string
}

/** Loads one by id, if `context.principal` sees it. */
type Load = (context: Context, id: string) => Promise<Identified | null>

interface NodeLoader {
  readonly operation: Operation
  readonly load: Load
}

const loaders = new Map<IdentifiedType, NodeLoader>()

/** Lets a type be found by id: for whoever may do `operation`, which the proof then asks for again. */
export function registerNode(type: IdentifiedType, operation: Operation, load: Load): void {
  loaders.set(type, { operation, load })
}

/** Null when there is none that the credential sees, or may look up. */
export async function loadById(context: Context, id: string): Promise<Identified | null> {
  const found = loaderFor(id)
  if (found === null || !hasPermission(context.principal, found.operation)) return null
  context.allowed.add(found.operation)
  return found.load(context, id)
}

/** The same for what a mutation of this caller has answered before: that it may do the mutation is enough. */
export async function loadResult(context: Context, id: string): Promise<Identified | null> {
  return (await loaderFor(id)?.load(context, id)) ?? null
}

function loaderFor(id: string): NodeLoader | null {
  const type = typeOfId(id)
  return type === null ? null : (loaders.get(type) ?? null)
}
