// Where a request stands with its limits, as headers and as an extension of the answer; and the refusals. Pure.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Standing } from './limiter.ts'

/** Of one request, as far as it came. */
export interface Standings {
  burst: Standing | null
  window: Standing | null
}

/** `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers-10, and the `X-RateLimit-*` of before. */
export function limitHeaders({ burst, window }: Standings, now = Date.now()): Record<string, string> {
  const known = [window, burst].filter((one) => one !== null)
  if (known.length === 0) return {}
  const policies = known.map(({ budget }) => `"${budget.name}";q=${budget.most};w=${budget.seconds}`)
  const limits = known.map((one) => `"${one.budget.name}";r=${one.remaining};t=${secondsOf(one)}`)
  const headers = { 'ratelimit-policy': policies.join(', '), ratelimit: limits.join(', ') }
  if (window === null) return headers
  return {
    ...headers,
    'x-ratelimit-limit': String(window.budget.most),
    'x-ratelimit-remaining': String(window.remaining),
    'x-ratelimit-reset': String(Math.ceil((now + window.resetMs) / 1_000)),
  }
}

/** The same in the answer. Null: not known, for the request did not come as far. */
export function limitExtension({ burst, window }: Standings) {
  return { window: window && told(window), burst: burst && told(burst) }
}

function told(standing: Standing) {
  const { budget, remaining } = standing
  return {
    limit: budget.most,
    remaining,
    resetAfterSeconds: secondsOf(standing),
    windowSeconds: budget.seconds,
  }
}

export function burstLimited(standing: Standing): Problem {
  return new Problem(
    'BURST_LIMITED',
    `More than ${standing.budget.most} requests in one second. Nothing was done; try again in a second.`,
    [],
    { retryAfterSeconds: secondsOf(standing) },
  )
}

export function rateLimited(standing: Standing): Problem {
  const seconds = secondsOf(standing)
  const { most, seconds: window } = standing.budget
  return new Problem(
    'RATE_LIMITED',
    `The limit of ${most} root fields in ${spelled(window)} is used up, or this request costs more than is left of it. Nothing was done; try again in ${spelled(seconds)}.`,
    [],
    { retryAfterSeconds: seconds },
  )
}

function secondsOf({ resetMs }: Standing): number {
  return Math.max(1, Math.ceil(resetMs / 1_000))
}

function spelled(seconds: number): string {
  const [count, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
