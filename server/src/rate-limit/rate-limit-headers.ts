// Rate limits as headers, response extension and Problems. Used by /graphql and authentication.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { LimitState } from './limiter.ts'

/** Limits of one request. Null: the server has not checked that limit yet. */
export interface LimitStates {
  burst: LimitState | null
  window: LimitState | null
}

/**
 * `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers-10, and the older
 * `X-RateLimit-*`.
 */
export function rateLimitHeaders({ burst, window }: LimitStates, now = Date.now()): Record<string, string> {
  const known = [window, burst].filter((one) => one !== null)
  if (known.length === 0) return {}
  const policies = known.map(({ budget }) => `"${budget.name}";q=${budget.max};w=${budget.seconds}`)
  const limits = known.map((one) => `"${one.budget.name}";r=${one.remaining};t=${secondsOf(one)}`)
  const headers = { 'ratelimit-policy': policies.join(', '), ratelimit: limits.join(', ') }
  if (window === null) return headers
  return {
    ...headers,
    'x-ratelimit-limit': String(window.budget.max),
    'x-ratelimit-remaining': String(window.remaining),
    'x-ratelimit-reset': String(Math.ceil((now + window.resetMs) / 1_000)),
  }
}

/** The same data for `extensions.rateLimit`. Null: the request ended before the server checked that limit. */
export function rateLimitExtension({ burst, window }: LimitStates) {
  return { window: window && describeState(window), burst: burst && describeState(burst) }
}

function describeState(limitState: LimitState) {
  const { budget, remaining } = limitState
  return {
    limit: budget.max,
    remaining,
    resetAfterSeconds: secondsOf(limitState),
    windowSeconds: budget.seconds,
  }
}

export function burstLimited(limitState: LimitState): Problem {
  return new Problem(
    'BURST_LIMITED',
    `You sent more than ${limitState.budget.max} requests in one second. The server rejected this request. Try again in one second.`,
    [],
    { retryAfterSeconds: secondsOf(limitState) },
  )
}

export function rateLimited(limitState: LimitState): Problem {
  const seconds = secondsOf(limitState)
  const { max, seconds: window } = limitState.budget
  return new Problem(
    'RATE_LIMITED',
    `Your limit of ${max} root fields per ${formatSeconds(window)} is used up. Try again in ${formatSeconds(seconds)}.`,
    [],
    { retryAfterSeconds: seconds },
  )
}

function secondsOf({ resetMs }: LimitState): number {
  return Math.max(1, Math.ceil(resetMs / 1_000))
}

function formatSeconds(seconds: number): string {
  const [count, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
