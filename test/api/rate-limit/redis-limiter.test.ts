// Rate limits that two servers share in one Redis, also while Redis is frozen or killed.

import type { Limits } from '@latchkey/schema/auth/tier-limits.ts'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import { sendQuery } from '../../support/concurrency/timed-request.ts'
import { createDatabase } from '../../support/database.ts'
import { hasRedis, RedisServer } from '../../support/processes/redis-server.ts'
import { Program } from '../../support/processes/server-process.ts'
import { openTwoServers, type TwoServers } from '../../support/processes/two-servers.ts'
import { count } from '../../support/repeat-counts.ts'
import { UNLIMITED } from '../../support/unlimited.ts'

const VIEWER = '{ viewer { environment } }'
const MANY = 100_000

function limits(perWindow: number, windowSeconds = 900): Limits {
  const tier = { perWindow, perSecond: MANY }
  return { ...UNLIMITED, windowSeconds, tiers: { ...UNLIMITED.tiers, PARTNER: tier } }
}

/** Sends this many requests from `atOnce` callers to both servers in turn. Returns how many were accepted. */
async function flood({ world }: TwoServers, secret: string, requests: number, atOnce = 32): Promise<number> {
  const turns = Array.from({ length: requests }, (_, index) => index).values()
  let accepted = 0
  const caller = async () => {
    for (const turn of turns) {
      const { status, code } = await sendQuery(world.urls[turn % 2]!, secret, VIEWER)
      if (status === 200) accepted += 1
      else if (code !== 'RATE_LIMITED') throw new Error(`${status} ${code}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, caller))
  return accepted
}

describe.skipIf(!hasRedis)('two servers on one Redis', () => {
  it('together allow exactly the limit out of ten times as many requests', async () => {
    const limit = count(100, 1_000)
    await using two = await openTwoServers(limits(limit))
    const { secret } = await (await two.world.funder()).broker('bee.example')
    expect(await flood(two, secret, 10 * limit)).toBe(limit)
    expect(two.told).toEqual(Array(2).fill('Redis is available: all servers share the limits'))
  })

  it('allow exactly one of two concurrent requests for the last slot of a window', async () => {
    await using two = await openTwoServers(limits(3))
    const rounds = count(10, 50)
    const brokers = await (await two.world.funder()).brokers(rounds)
    for (const { secret } of brokers) {
      expect(await flood(two, secret, 2, 2)).toBe(2)
      expect(await flood(two, secret, 2, 2)).toBe(1)
    }
  })

  it('start a new window when the previous one expires in Redis, not earlier', async () => {
    const limit = 3
    await using two = await openTwoServers(limits(limit, 1))
    const { secret, apiKeyId } = await (await two.world.funder()).broker('bee.example')
    const expired = await expiries(two.redis.url)
    try {
      for (let window = 0; window < 4; window += 1) {
        const gone = expired.next(`latchkey:window:${apiKeyId}`)
        expect(await flood(two, secret, 4 * limit)).toBe(limit)
        await gone
      }
    } finally {
      expired.close()
    }
  })

  it('limit locally while Redis is frozen or killed, and share limits again afterwards', async () => {
    const limit = 60
    // A longer timeout than the default: a busy machine must not look like a frozen Redis.
    await using two = await openTwoServers(limits(limit), { patienceMs: 1_000, retryMs: 500 })
    const { secret } = await (await two.world.funder()).broker('bee.example')
    let accepted = await flood(two, secret, limit / 2)

    const sent = () => two.line.commands('window') + two.line.commands('burst')
    const lost = two.both('Redis is unavailable')
    const requested = sent()
    two.redis.freeze()
    // The request that detects the failure waits once: for the burst, and not again for the window.
    accepted += await flood(two, secret, 2, 2)
    expect(sent() - requested).toBe(2)
    await lost
    // The circuit breaker is open on both servers: from here on they send Redis nothing.
    const before = sent()
    accepted += await flood(two, secret, 5 * limit)
    await two.redis.kill()
    accepted += await flood(two, secret, 5 * limit)
    expect(sent()).toBe(before)

    const back = two.both('Redis is available')
    await two.redis.start()
    await back
    accepted += await flood(two, secret, 10 * limit)
    expect(sent()).toBeGreaterThan(before)
    console.log(`limit ${limit}: ${accepted} accepted over a frozen, a killed and a new Redis`)
    // At most the limit of one process, for each of them.
    expect(accepted).toBeLessThanOrEqual(3 * limit)
    expect(accepted).toBeGreaterThanOrEqual(2 * limit)
    // The limit is shared again: both servers together limit another key.
    const { secret: other } = await (await two.world.funder()).broker('wasp.example')
    expect(await flood(two, other, 4 * limit)).toBe(limit)
    expect(two.told.filter((words) => words.includes('Redis is unavailable'))).toHaveLength(2)
  })

  it('start and stop although Redis accepts connections without responding', async () => {
    await using redis = await RedisServer.start()
    await using database = await createDatabase()
    redis.freeze()
    await using program = new Program({ DATABASE_URL: database.url, REDIS_URL: redis.url })
    const address = await program.prints(/"address":"([^"]+)"/)
    expect(await (await fetch(`${address}/metrics`)).text()).toContain('\nlatchkey_redis_up 0\n')
    redis.thaw()
    await program.prints(/(Redis is available)/)
    redis.freeze()
    // No request uses Redis now: it must not delay the server's shutdown.
    expect(await program.ends('SIGTERM')).toBe(0)
  })

  it('use Redis again after it becomes available', async () => {
    const limit = 10
    await using two = await openTwoServers(limits(limit), { retryMs: 200 })
    const { secret } = await (await two.world.funder()).broker('bee.example')
    const lost = two.both('Redis is unavailable')
    await two.redis.kill()
    await lost
    expect(await flood(two, secret, 4 * limit)).toBe(2 * limit)
    const back = two.both('Redis is available')
    await two.redis.start()
    await back
    expect(await flood(two, secret, 4 * limit)).toBe(limit)
  })
})

/** Reports when keys of a Redis expire. */
async function expiries(url: string) {
  const redis = new Redis(url)
  const waiting = new Map<string, () => void>()
  await redis.subscribe('__keyevent@0__:expired')
  redis.on('message', (_channel, key) => waiting.get(key)?.())
  return {
    next: (key: string) => new Promise<void>((resolve) => waiting.set(key, resolve)),
    close: () => redis.disconnect(),
  }
}
