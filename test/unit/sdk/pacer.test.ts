// The pacer of the SDK against a model of the server's rate limits, in virtual time.

import { Pacer } from '@latchkey/sdk/core/pacing/pacer.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LimitServer, type ServerLimits } from './limit-server.ts'
import { VirtualTime } from './virtual-time.ts'

const PARTNER = { perSecond: 20, perWindow: 1_000, windowSeconds: 900 }

/** Random numbers that are the same in each run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function setUp(limits: Partial<ServerLimits>, seed = 1) {
  const random = seeded(seed)
  const time = new VirtualTime(random)
  const server = new LimitServer(time, { ...PARTNER, latency: () => 2 + random() * 30, ...limits })
  return { time, server, random, pacer: new Pacer(time) }
}

describe('one client', () => {
  it('sends 500 calls at 20 per second without a rejection, as fast as the limit allows', async () => {
    const { time, server, pacer } = setUp({})
    const results = await time.until(Promise.all(Array.from({ length: 500 }, () => server.call(pacer))))
    expect(results.filter(({ error }) => error !== null)).toEqual([])
    expect(server.rejections).toEqual({ burst: 0, window: 0 })
    // 25 groups of 20 in 24 seconds, plus the time of the network.
    expect(time.now()).toBeGreaterThan(24_000)
    expect(time.now()).toBeLessThan(26_000)
  })

  it('is never rejected, at any limit and speed of the network', async () => {
    const runs = { calls: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          perSecond: fc.integer({ min: 1, max: 40 }),
          calls: fc.integer({ min: 1, max: 120 }),
          latencyMs: fc.integer({ min: 1, max: 900 }),
          spreadMs: fc.integer({ min: 0, max: 3_000 }),
          seed: fc.nat(),
        }),
        async ({ perSecond, calls, latencyMs, spreadMs, seed }) => {
          const { time, server, random, pacer } = setUp({ perSecond }, seed)
          const slow = new LimitServer(time, { ...PARTNER, perSecond, latency: () => random() * latencyMs })
          // The limit is known: before that, the client assumes the smallest one of the tiers.
          await time.until(slow.call(pacer))
          const started = async () => {
            await time.pause(random() * spreadMs)
            return slow.call(pacer)
          }
          await time.until(Promise.all(Array.from({ length: calls }, started)))
          expect(slow.rejections).toEqual({ burst: 0, window: 0 })
          expect(server.rejections.burst).toBe(0)
          runs.calls += calls
        },
      ),
      { numRuns: 60 },
    )
    expect(runs.calls).toBeGreaterThan(1_000)
  })

  it('sends at most 5 calls before the first response', async () => {
    const { time, server, pacer } = setUp({ perSecond: 100, perWindow: 10_000 })
    const calls = Array.from({ length: 50 }, () => server.call(pacer))
    await new Promise(setImmediate)
    expect(server.mostOpen).toBe(5)
    await time.until(Promise.all(calls))
    expect(time.now()).toBeLessThan(1_000)
  })

  it('does not wait if the server reports no limits, and not for a server that fails', async () => {
    for (const outcome of [{ status: 200, headers: new Headers() }, 'NO_RESPONSE'] as const) {
      const time = new VirtualTime()
      const pacer = new Pacer(time)
      const call = async () => {
        const slot = await pacer.acquire({ signal: undefined, endsAt: 1_000, isRetry: false })
        await time.pause(10)
        slot.settle(outcome)
      }
      await time.until(Promise.all(Array.from({ length: 500 }, call)))
      expect(time.now()).toBe(20)
    }
  })

  it('ignores garbled headers', async () => {
    const policy = '"window";q=1000;w=900, "burst";q=20;w=1'
    for (const [ratelimit, policies] of [
      ['"window";r=0;t=900, "burst";r=0;t=1', '"window";q=0;w=900, "burst";q=0;w=1'],
      ['"burst";r=0;t=1', '"burst";q=1;w=999999999'],
      ['"window";r=5000;t=1', policy],
      ['"window";r=-1;t=-5, "burst";r=1e9;t=1', policy],
      ['', policy],
    ] as const) {
      const time = new VirtualTime()
      const pacer = new Pacer(time)
      pacer.take().settle({ status: 200, headers: new Headers({ ratelimit, 'ratelimit-policy': policies }) })
      for (let calls = 0; calls < 100; calls += 1)
        await pacer.acquire({ signal: undefined, endsAt: 1, isRetry: false })
      expect(time.now()).toBe(0)
    }
  })
})

describe('the limit of 15 minutes', () => {
  it('rejects at once what it does not allow before the call must end', async () => {
    const { time, server, pacer } = setUp({ perWindow: 100 })
    const calls = Array.from({ length: 150 }, () => server.call(pacer, { endsAt: 120_000 }))
    const results = await time.until(Promise.all(calls))
    expect(results.filter(({ error }) => error === null)).toHaveLength(100)
    expect(results.filter(({ error }) => error === 'RATE_LIMITED')).toHaveLength(50)
    expect(server.rejections).toEqual({ burst: 0, window: 0 })
    expect(time.now()).toBeLessThan(6_000)
    await expect(
      pacer.acquire({ signal: undefined, endsAt: time.now() + 1_000, isRetry: false }),
    ).rejects.toMatchObject({
      name: 'LatchkeyRateLimitError',
      status: 429,
      requestId: null,
      maybeApplied: false,
      retryable: true,
    })
  })

  it('is waited for if there is time', async () => {
    const { time, server, pacer } = setUp({ perWindow: 100 })
    const results = await time.until(Promise.all(Array.from({ length: 150 }, () => server.call(pacer))))
    expect(results.filter(({ error }) => error !== null)).toEqual([])
    expect(server.rejections).toEqual({ burst: 0, window: 0 })
    expect(time.now()).toBeGreaterThan(900_000)
    expect(time.now()).toBeLessThan(910_000)
  })
})

describe('two clients with the same key', () => {
  it('slow down until both fit, and lose little time', async () => {
    const { time, server, pacer } = setUp({})
    const other = new Pacer(time)
    const calls = [pacer, other].flatMap((one) => Array.from({ length: 250 }, () => server.call(one)))
    const results = await time.until(Promise.all(calls))
    const most = Math.max(...results.map(({ rejections }) => rejections))
    console.log(
      `two clients: ${Math.round(time.now())} ms, ${server.rejections.burst} rejections, at most ${most} of one call`,
    )
    expect(results.filter(({ error }) => error !== null)).toEqual([])
    expect(most).toBeLessThan(15)
    expect(time.now()).toBeLessThan(45_000)
  })
})

describe('a waiting call', () => {
  it('ends with the reason of its signal, and leaves its turn to the next one', async () => {
    const { time, server, pacer } = setUp({ perSecond: 1 })
    await time.until(server.call(pacer))
    const leaving = new AbortController()
    const waiting = pacer.acquire({ signal: leaving.signal, endsAt: Infinity, isRetry: false })
    const next = server.call(pacer)
    const reason = new Error('The user left.')
    leaving.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    await time.until(next)
    expect(time.now()).toBeLessThan(1_200)
    expect(server.rejections.burst).toBe(0)
  })

  it('comes after retries', async () => {
    const { time, server, pacer } = setUp({ perSecond: 1 })
    await time.until(server.call(pacer))
    const order: string[] = []
    const acquire = async (isRetry: boolean) => {
      const slot = await pacer.acquire({ signal: undefined, endsAt: Infinity, isRetry })
      order.push(isRetry ? 'retry' : 'call')
      slot.settle('NO_RESPONSE')
    }
    await time.until(Promise.all([acquire(false), acquire(false), acquire(true)]))
    expect(order).toEqual(['retry', 'call', 'call'])
  })

  it('is refused if 10,000 others wait', async () => {
    const { time, server, pacer } = setUp({ perSecond: 1 })
    await time.until(server.call(pacer))
    const leaving = new AbortController()
    const waiting = { signal: leaving.signal, endsAt: Infinity, isRetry: false }
    const calls = Array.from({ length: 10_000 }, () => pacer.acquire(waiting).catch(() => 'aborted'))
    await expect(pacer.acquire(waiting)).rejects.toMatchObject({ code: 'QUEUE_FULL', maybeApplied: false })
    leaving.abort()
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['aborted']))
  })
})
