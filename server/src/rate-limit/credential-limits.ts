// createCredentialLimits: rate limits per credential, by tier. Used by authentication and /graphql.
//
// Each tier limits requests per second and root fields per window. Both secrets of a key share the limits.
// Sessions share them per user and environment.

import { apiKeyIdOf, type Principal, userIdOf } from '@latchkey/schema/auth/principal.ts'
import type { Limits, TierLimit } from '@latchkey/schema/auth/tier-limits.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Budget, Limiter, LimitState } from './limiter.ts'

export interface CredentialLimits {
  /** Takes one request from the per-second budget. */
  takeRequest(principal: Principal): Promise<LimitState>
  /** Takes root fields from the window budget. The caller decides whether to reject the request. */
  takeFields(principal: Principal, fields: number): Promise<LimitState>
  /** Size of the window budget: the largest cost that one request can have, in root fields. */
  max(principal: Principal): number
}

interface Budgets {
  readonly burst: Budget
  readonly window: Budget
}

export function createCredentialLimits(
  limiter: Limiter,
  { tiers, windowSeconds }: Limits,
  { limited }: Pick<Metrics, 'limited'>,
): CredentialLimits {
  const budgetsOf = ({ perSecond, perWindow }: TierLimit): Budgets => ({
    burst: { name: 'burst', max: perSecond, seconds: 1 },
    window: { name: 'window', max: perWindow, seconds: windowSeconds },
  })
  const budgets = {
    PUBLIC: budgetsOf(tiers.PUBLIC),
    PARTNER: budgetsOf(tiers.PARTNER),
    INTERNAL: budgetsOf(tiers.INTERNAL),
  }

  return {
    async takeRequest(principal) {
      const burst = await limiter.take(budgets[principal.tier].burst, subjectOf(principal), 1)
      if (!burst.taken) limited('burst', principal.tier)
      return burst
    },
    takeFields: (principal, fields) =>
      limiter.take(budgets[principal.tier].window, subjectOf(principal), fields),
    max: ({ tier }) => budgets[tier].window.max,
  }
}

function subjectOf(principal: Principal): string {
  return apiKeyIdOf(principal) ?? `${userIdOf(principal)}:${principal.environment}`
}
