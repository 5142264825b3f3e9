// Random histories of the limiter, compared with a small model.

import { type Budget, type Limiter, limitStateOf } from '@latchkey/server/rate-limit/limiter.ts'
import { createMemoryLimiter } from '@latchkey/server/rate-limit/memory-limiter.ts'
import { openRedisLimiter } from '@latchkey/server/rate-limit/redis-limiter.ts'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { hasRedis, RedisServer } from '../support/processes/redis-server.ts'

const SUBJECTS = ['apk_1', 'apk_2', 'usr_1:DEVELOPMENT'] as const

interface Take {
  readonly budget: number
  readonly subject: (typeof SUBJECTS)[number]
  readonly cost: number
  /** Number of requests sent before any of them is answered. */
  readonly times: number
}

interface Step {
  readonly waitMs: number
  readonly takes: readonly Take[]
}

/** `unitMs`: waits are multiples of it and windows are not, so no step falls on the end of a window. */
function histories(unitMs: number) {
  const take = fc.record({
    budget: fc.nat(1),
    subject: fc.constantFrom(...SUBJECTS),
    cost: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 6 })),
    times: fc.integer({ min: 1, max: 6 }),
  })
  const step = fc.record({
    waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 6 })).map((units) => units * unitMs),
    takes: fc.array(take, { minLength: 1, maxLength: 4 }),
  })
  return fc.array(step, { minLength: 1, maxLength: 12 })
}

/** A window starts with the first request and accepts requests up to its limit. */
function createModel() {
  const windows = new Map<string, { endsAt: number; counted: number }>()
  let now = 0
  return {
    wait(ms: number) {
      now += ms
    },
    take(budget: Budget, subject: string, cost: number) {
      const name = `${budget.name} ${subject}`
      const running = windows.get(name)
      const window =
        running !== undefined && running.endsAt > now
          ? running
          : { endsAt: now + budget.seconds * 1_000, counted: 0 }
      const taken = window.counted + cost <= budget.max
      if (taken) {
        window.counted += cost
        windows.set(name, window)
      }
      return limitStateOf(budget, { counted: window.counted, resetMs: window.endsAt - now, taken })
    },
  }
}

interface Tried {
  taken: number
  refused: number
}

/**
 * Runs a history. `wait` advances the clock of `limiter`. `slackMs`: real time that may pass during the run.
 */
async function play(
  limiter: Limiter,
  budgets: readonly Budget[],
  steps: readonly Step[],
  wait: (ms: number) => Promise<void>,
  slackMs: number,
  tried: Tried,
): Promise<void> {
  const model = createModel()
  for (const { waitMs, takes } of steps) {
    await wait(waitMs)
    model.wait(waitMs)
    const all = takes.flatMap(({ budget, subject, cost, times }) =>
      Array.from({ length: times }, () => ({ budget: budgets[budget]!, subject, cost })),
    )
    const limitStates = await Promise.all(all.map((one) => limiter.take(one.budget, one.subject, one.cost)))
    for (const [index, { budget, subject, cost }] of all.entries()) {
      const expected = model.take(budget, subject, cost)
      const { resetMs, ...told } = limitStates[index]!
      expect(told).toEqual({ budget, taken: expected.taken, remaining: expected.remaining })
      expect(resetMs).toBeLessThanOrEqual(expected.resetMs)
      expect(resetMs).toBeGreaterThanOrEqual(expected.resetMs - slackMs)
      tried[told.taken ? 'taken' : 'refused'] += 1
    }
  }
}

it('matches the model in memory', async () => {
  vi.useFakeTimers()
  try {
    const tried = { taken: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(histories(300), async (steps) => {
        const budgets = [
          { name: 'window', max: 10, seconds: 1 },
          { name: 'burst', max: 3, seconds: 1 },
        ]
        const wait = async (ms: number) => {
          vi.advanceTimersByTime(ms)
        }
        await play(createMemoryLimiter(), budgets, steps, wait, 0, tried)
      }),
      { numRuns: 500 },
    )
    console.log(`limiter in memory: ${tried.taken} accepted, ${tried.refused} rejected`)
    expect(Math.min(tried.taken, tried.refused)).toBeGreaterThan(1_000)
  } finally {
    vi.useRealTimers()
  }
})

it.skipIf(!hasRedis)('matches the model in Redis', async () => {
  await using server = await RedisServer.start()
  const redis = new Redis(server.url)
  // Only Redis responses count here: the test detects a fallback to the local limiter.
  const local: Limiter = {
    take: () =>
      Promise.reject(new Error('The limiter fell back to the local limiter instead of calling Redis.')),
    close: () => undefined,
  }
  const log = pino({ level: 'silent' })
  const limiter = await openRedisLimiter({ url: server.url, local, log, timeoutMs: 10_000 })
  try {
    const tried = { taken: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(histories(3_000_000), async (steps) => {
        await redis.flushall()
        const budgets = [
          { name: 'window', max: 10, seconds: 10_000 },
          { name: 'burst', max: 3, seconds: 5_000 },
        ]
        // Simulates the time that passes: every key is that much closer to its expiry.
        const wait = async (ms: number) => {
          for (const key of await redis.keys('*'))
            await redis.pexpire(key, Math.max(0, (await redis.pttl(key)) - ms))
        }
        await play(limiter, budgets, steps, wait, 120_000, tried)
      }),
      { numRuns: 100 },
    )
    console.log(`limiter in Redis: ${tried.taken} accepted, ${tried.refused} rejected`)
    expect(Math.min(tried.taken, tried.refused)).toBeGreaterThan(200)
  } finally {
    limiter.close()
    redis.disconnect()
  }
})
