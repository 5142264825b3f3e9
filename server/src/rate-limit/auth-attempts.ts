// createAuthAttempts: limits failed /auth/ requests per client network. Used by auth-routes.ts.
//
// The check runs before the server reads the body and before any query.

import type { Limits } from '@latchkey/schema/auth/tier-limits.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Metrics } from '../observability/metrics.ts'
import { NetworkCounts } from './network-counts.ts'

/**
 * Counts a request as failed, or throws RATE_LIMITED. Call the returned function if the request did not fail.
 */
export type CountAuthAttempt = (address: string) => () => void

export function createAuthAttempts(
  { failedAuthPerNetwork, windowSeconds }: Limits,
  { limited }: Pick<Metrics, 'limited'>,
): CountAuthAttempt {
  const counts = new NetworkCounts(failedAuthPerNetwork, windowSeconds)
  return (address) => {
    const waitMs = counts.waitMs(address)
    if (waitMs === 0) return counts.add(address)
    limited('addresses', null)
    const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000))
    throw new Problem(
      'RATE_LIMITED',
      `Too many failed requests from your network. Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`,
      [],
      { retryAfterSeconds },
    )
  }
}
