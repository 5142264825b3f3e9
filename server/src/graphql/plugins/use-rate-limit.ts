// The window of a credential: charged once for a request, before its document is executed or when it is refused.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Plugin } from 'graphql-yoga'
import type { Metrics } from '../../observability/metrics.ts'
import type { CredentialLimits } from '../../rate-limit/credential-limits.ts'
import { rateLimited } from '../../rate-limit/rate-limit-headers.ts'
import type { RequestContext } from '../request-context.ts'

/** The first bytes of a body are part of the price of its root fields; each further step that it begins costs one. */
const STEP_BYTES = 32 * 1_024

/** Charges a request that has not been charged yet. The problem of a credential that cannot pay, or null. */
export type Charge = (context: RequestContext) => Promise<Problem | null>

export function createCharge(limits: CredentialLimits): Charge {
  return async (context) => {
    const price = (context.cost?.rootFields ?? 1) + surchargeOf(context.bodyBytes)
    const most = limits.most(context.principal)
    if (price > most) {
      return new Problem(
        'QUERY_TOO_COMPLEX',
        `This request costs ${price}, and its credential has ${most} in a whole window. Send fewer root fields, or a smaller body.`,
      )
    }
    const limitState = await limits.takeFields(context.principal, price)
    context.limitStates.window = limitState
    if (!limitState.taken) return rateLimited(limitState)
    context.charged = price
    return null
  }
}

/** What a large body costs beside its root fields. */
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
