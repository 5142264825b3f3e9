// Limits of one process, in its memory.

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
      points: budget.most,
      duration: budget.seconds,
    })
    limiters.set(budget, made)
    return made
  }

  return {
    take(budget, subject, cost) {
      // One after the other: a look and what follows from it are two steps.
      const turn = last.then(() => takeFrom(limiterOf(budget), budget, subject, cost))
      last = turn.catch(() => undefined)
      return turn
    },
    close: () => undefined,
  }
}

// The library counts what it refuses, too; so it is only asked for what is there. Giving back afterwards would be wrong:
// the window can have ended in between.
async function takeFrom(
  limiter: RateLimiterMemory,
  budget: Budget,
  subject: string,
  cost: number,
): Promise<LimitState> {
  const now = await limiter.get(subject)
  // What has ended may still be there, until its timer fires.
  const running = now !== null && now.msBeforeNext > 0
  const counted = running ? now.consumedPoints : 0
  if (counted + cost > budget.most) {
    const resetMs = running ? now.msBeforeNext : budget.seconds * 1_000
    return limitStateOf(budget, { counted, resetMs, taken: false })
  }
  const { consumedPoints, msBeforeNext } = await limiter.consume(subject, cost)
  return limitStateOf(budget, { counted: consumedPoints, resetMs: msBeforeNext, taken: true })
}
