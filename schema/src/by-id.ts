// Loads things by their ids alone, under what is visible. Each type that can be found so adds its own look-up.

import { may, type Operation } from './access/who-may.ts'
import type { Context } from './context.ts'
import { type IdentifiedType, typeOfId } from './ids.ts'

export interface Identified {
  readonly id: string
}

/** Loads one by id, if `context.principal` sees it. */
type Load = (context: Context, id: string) => Promise<Identified | null>

interface LookUp {
  readonly operation: Operation
  readonly load: Load
}

const lookUps = new Map<IdentifiedType, LookUp>()

/** Lets a type be found by id: for whoever may do `operation`, which the proof then asks for again. */
export function nodeOf(type: IdentifiedType, operation: Operation, load: Load): void {
  lookUps.set(type, { operation, load })
}

/** Null when there is none that the credential sees. */
export async function loadById(context: Context, id: string): Promise<Identified | null> {
  const lookUp = lookUpOf(id)
  if (lookUp === undefined || !may(context.principal, lookUp.operation)) return null
  context.allowed.add(lookUp.operation)
  return lookUp.load(context, id)
}

/** What a mutation has answered, once more: for whoever may do the mutation, as it was answered then. */
export async function loadAgain(context: Context, id: string): Promise<Identified | null> {
  return (await lookUpOf(id)?.load(context, id)) ?? null
}

function lookUpOf(id: string): LookUp | undefined {
  const type = typeOfId(id)
  return type === null ? undefined : lookUps.get(type)
}
