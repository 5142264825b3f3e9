// createMemoryLimiter: rate limiter in the memory of one process. Used by main.ts and the router.

import { RateLimiterMemory } from 'rate-limiter-flexible'
import { type Budget, type Limiter, type LimitState, limitStateOf } from './limiter.ts'

export function createMemoryLimiter(): Limiter {
  const limiters = new Map<Budget, RateLimiterMemory>()
  let last: Promise<unknown> = Promise.resolve()

  function limiterOf(budget: Budget): RateLimiterMemory {
    const known = limiters.get(budget)
    if (known !== undefined) return known
    const made = new RateLimiterMemory({
      keyPrefix: budget.name,
      points: budget.max,
      duration: budget.seconds,
    })
    limiters.set(budget, made)
    return made
  }

  return {
    take(budget, subject, cost) {
      // Run takes one at a time: takeFrom reads the counter and consumes in two asynchronous steps.
      const turn = last.then(() => takeFrom(limiterOf(budget), budget, subject, cost))
      last = turn.catch(() => undefined)
      return turn
    },
    close: () => undefined,
  }
}

// rate-limiter-flexible also counts rejected requests, so check the remaining units first. Refunding a rejected
// cost would be wrong, because the window can end in between.
async function takeFrom(
  limiter: RateLimiterMemory,
  budget: Budget,
  subject: string,
  cost: number,
): Promise<LimitState> {
  const now = await limiter.get(subject)
  // An expired window stays in memory until its timer fires.
  const running = now !== null && now.msBeforeNext > 0
  const counted = running ? now.consumedPoints : 0
  if (counted + cost > budget.max) {
    const resetMs = running ? now.msBeforeNext : budget.seconds * 1_000
    return limitStateOf(budget, { counted, resetMs, taken: false })
  }
  const { consumedPoints, msBeforeNext } = await limiter.consume(subject, cost)
  return limitStateOf(budget, { counted: consumedPoints, resetMs: msBeforeNext, taken: true })
}
