// useRateLimit, createCharge: charge the window budget. Used by graphql-route.ts and respond.ts.
//
// Each request is charged once: before execution, or when it is rejected.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Plugin } from 'graphql-yoga'
import type { Metrics } from '../../observability/metrics.ts'
import type { CredentialLimits } from '../../rate-limit/credential-limits.ts'
import { rateLimited } from '../../rate-limit/rate-limit-headers.ts'
import type { RequestContext } from '../request-context.ts'

/**
 * The cost of the root fields covers the first 32 KiB of the body. Each further 32 KiB, or part of it,
 * costs 1.
 */
const STEP_BYTES = 32 * 1_024

/**
 * Charges a request. Call it once per request. Resolves with null, or with the Problem if the cost exceeds
 * the remaining budget (RATE_LIMITED) or the whole window (QUERY_TOO_COMPLEX).
 */
export type Charge = (context: RequestContext) => Promise<Problem | null>

export function createCharge(limits: CredentialLimits): Charge {
  return async (context) => {
    const cost = (context.cost?.rootFields ?? 1) + surchargeOf(context.bodyBytes)
    const max = limits.max(context.principal)
    if (cost > max) {
      return new Problem(
        'QUERY_TOO_COMPLEX',
        `This request costs ${cost}, more than the limit of ${max} for the whole window. Send fewer root fields or a smaller body.`,
      )
    }
    const limitState = await limits.takeFields(context.principal, cost)
    context.limitStates.window = limitState
    if (!limitState.taken) return rateLimited(limitState)
    context.charged = cost
    return null
  }
}

/** Cost of a large body, in addition to its root fields. */
function surchargeOf(bytes: number): number {
  return Math.max(0, Math.ceil(bytes / STEP_BYTES) - 1)
}

export function useRateLimit(charge: Charge, { limited }: Pick<Metrics, 'limited'>): Plugin<RequestContext> {
  return {
    async onExecute({ args: { contextValue }, setResultAndStopExecution }) {
      const problem = await charge(contextValue)
      if (problem === null) return
      if (problem.code === 'RATE_LIMITED') limited('window', contextValue.principal.tier)
      setResultAndStopExecution({ errors: [problem] })
    },
  }
}
