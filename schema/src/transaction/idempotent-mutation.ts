// runIdempotent: runs a mutation once per Idempotency-Key. Used by the permissions plugin.

import type { Operation } from '../auth/permissions.ts'
import type { Context } from '../context.ts'
import { loadResult } from '../graphql/load-by-id.ts'
import { Problem } from '../graphql/problem.ts'
import { findOutcome, type Outcome, Replayed, toIdempotentRequest } from './idempotency.ts'

/** Builds the response to a retry if loading the result by its id is not enough. */
export type Replay = (context: Context, outcome: Outcome) => Promise<unknown>

export async function runIdempotent(
  context: Context,
  operation: Operation,
  args: object,
  resolve: () => unknown,
  replay: Replay = replayById,
): Promise<unknown> {
  const { caller, db, idempotency, principal } = context
  if (idempotency === null) return resolve()
  const request = toIdempotentRequest(principal, idempotency, operation, args)
  const replayOutcome = (outcome: Outcome) => {
    caller.request = null
    return replay(context, outcome)
  }
  const earlier = await findOutcome(db, request, principal.now)
  if (earlier !== null) return replayOutcome(earlier)
  caller.request = request
  try {
    return await resolve()
  } catch (error) {
    if (error instanceof Replayed) return replayOutcome(error.outcome)
    // The same request may have completed since the first lookup: a retried deletion finds nothing to
    // delete.
    const latest = await findOutcome(db, request, principal.now)
    if (latest !== null) return replayOutcome(latest)
    throw error
  }
}

async function replayById(context: Context, { id }: Outcome): Promise<unknown> {
  const found = await loadResult(context, id)
  if (found === null)
    throw new Problem('NOT_FOUND', `The original request succeeded, but you can no longer see ${id}.`)
  return found
}
