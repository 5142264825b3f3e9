// Carries a mutation out once for each Idempotency-Key, and answers whoever sends it again what came of it then.

import type { Operation } from '../auth/permissions.ts'
import type { Context } from '../context.ts'
import { loadResult } from '../graphql/load-by-id.ts'
import { Problem } from '../graphql/problem.ts'
import { type Outcome, outcomeOf, Replayed, requestOf } from './idempotency.ts'

/** Answers again what came of a mutation, where loading it by its id is not enough. */
export type Again = (context: Context, outcome: Outcome) => Promise<unknown>

export async function once(
  context: Context,
  operation: Operation,
  args: object,
  resolve: () => unknown,
  again: Again = byId,
): Promise<unknown> {
  const { caller, db, idempotency, principal } = context
  if (idempotency === null) return resolve()
  const request = requestOf(principal, idempotency, operation, args)
  const replay = (outcome: Outcome) => {
    caller.request = null
    return again(context, outcome)
  }
  const before = await outcomeOf(db, request, principal.now)
  if (before !== null) return replay(before)
  caller.request = request
  try {
    return await resolve()
  } catch (error) {
    if (error instanceof Replayed) return replay(error.outcome)
    // Refused, perhaps because the same request was carried out since we looked: a deletion finds nothing to delete.
    const since = await outcomeOf(db, request, principal.now)
    if (since !== null) return replay(since)
    throw error
  }
}

async function byId(context: Context, { id }: Outcome): Promise<unknown> {
  const found = await loadResult(context, id)
  if (found === null)
    throw new Problem('NOT_FOUND', `This was carried out, and ${id} is not to be seen any more.`)
  return found
}
