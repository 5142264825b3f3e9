// registerNode and loadById: lookup by id within the tenant scope. Used by `node` and by replays.

import { hasPermission, type Operation } from '../auth/permissions.ts'
import type { Context } from '../context.ts'
import { type IdentifiedType, typeOfId } from './ids.ts'

export interface Identified {
  readonly id: string
}

/** Loads one object by id if `context.principal` can see it. */
type Load = (context: Context, id: string) => Promise<Identified | null>

interface NodeLoader {
  readonly operation: Operation
  readonly load: Load
}

const loaders = new Map<IdentifiedType, NodeLoader>()

/** Makes a type loadable by id for callers with permission for `operation`, which the re-verification includes. */
export function registerNode(type: IdentifiedType, operation: Operation, load: Load): void {
  loaders.set(type, { operation, load })
}

/** Null if the object does not exist, or the credential cannot see it or may not look it up. */
export async function loadById(context: Context, id: string): Promise<Identified | null> {
  const found = loaderFor(id)
  if (found === null || !hasPermission(context.principal, found.operation)) return null
  context.allowed.add(found.operation)
  return found.load(context, id)
}

/** For the replay of a mutation: needs no lookup permission, because the caller may run the mutation. */
export async function loadResult(context: Context, id: string): Promise<Identified | null> {
  return (await loaderFor(id)?.load(context, id)) ?? null
}

function loaderFor(id: string): NodeLoader | null {
  const type = typeOfId(id)
  return type === null ? null : (loaders.get(type) ?? null)
}
