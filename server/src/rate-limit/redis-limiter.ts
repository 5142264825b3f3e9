// Limits that all servers share, in Redis. When it is slow, frozen or gone, the limits of this process take over within the
// patience that is given, and nothing is sent to it until it has answered again.

import { Redis } from 'ioredis'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { withPromiseTimeout } from '../http/promise-timeout.ts'
import type { Log } from '../observability/log.ts'
import type { RedisMetrics } from '../observability/redis-metrics.ts'
import { type Budget, type Limiter, type LimitState, limitStateOf } from './limiter.ts'

export interface RedisLimiterOptions {
  readonly url: string
  /** Limits of this process, for while Redis does not answer. */
  readonly local: Limiter
  readonly log: Log
  /** How long a request waits for Redis: milliseconds. */
  readonly timeoutMs?: number
  /** After how many milliseconds it is tried again. */
  readonly retryMs?: number
  readonly metrics?: RedisMetrics
}

/** A connection that answers. */
interface Link {
  readonly redis: Redis
  readonly limiters: Map<Budget, RateLimiterRedis>
}

// What is refused is not counted. ARGV: cost, seconds, most. Answers what was counted (with the cost, if refused: then it
// is more than the most, which is how the library tells) and the milliseconds until the window ends.
const TAKE = `
local counted = tonumber(redis.call('get', KEYS[1]) or '0') + tonumber(ARGV[1])
local left = redis.call('pttl', KEYS[1])
if counted > tonumber(ARGV[3]) then
  return {counted, left >= 0 and left or 1000 * tonumber(ARGV[2])}
end
if left < 0 then
  redis.call('set', KEYS[1], counted, 'EX', ARGV[2])
  return {counted, 1000 * tonumber(ARGV[2])}
end
redis.call('incrby', KEYS[1], ARGV[1])
return {counted, left}`

const CONNECT_MS = 2_000

const SILENT_MS: RedisMetrics = { up: () => undefined, failed: () => undefined, sent: () => undefined }

const PROBE: Budget = { name: 'probe', most: Number.MAX_SAFE_INTEGER, seconds: 1 }

/** Resolves when Redis has answered, or has not in time: then it is tried again and again. */
export async function openRedisLimiter({
  url,
  local,
  log,
  timeoutMs = 100,
  retryMs = 1_000,
  metrics = SILENT_MS,
}: RedisLimiterOptions): Promise<Limiter> {
  // Null while the circuit is open.
  let link: Link | null = null
  let wasUp: boolean | null = null
  let retry: NodeJS.Timeout | null = null
  let connecting: Redis | null = null
  let closed = false

  async function connect(): Promise<void> {
    const redis = new Redis(url, {
      lazyConnect: true,
      // We decide when to try again, and what did not go through is counted elsewhere by then.
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      enableReadyCheck: false,
      autoResendUnfulfilledCommands: false,
      connectTimeout: CONNECT_MS,
    })
    // What connect() rejects with is only that it is closed; this says why.
    let why: unknown = null
    redis.on('error', (error) => {
      why = error
    })
    connecting = redis
    const made: Link = { redis, limiters: new Map() }
    try {
      // Its own patience ends with the connection; a Redis that is frozen takes connections, and says nothing.
      await withPromiseTimeout(redis.connect(), CONNECT_MS)
      metrics.sent()
      await withPromiseTimeout(ask(made, PROBE, 'probe', 1), timeoutMs)
    } catch (error) {
      redis.disconnect()
      markDown(why ?? error)
      return
    } finally {
      connecting = null
    }
    if (closed) {
      redis.disconnect()
      return
    }
    link = made
    redis.once('close', () => onConnectionLost(made, new Error('Redis has closed the connection.')))
    logState(true, () => log.info('Redis answers: all servers share the limits'))
  }

  function onConnectionLost(lost: Link, error: unknown): void {
    if (link !== lost) return
    link = null
    // Whoever waits for an answer need not wait longer.
    lost.redis.disconnect()
    markDown(error)
  }

  function markDown(error: unknown): void {
    if (closed) return
    logState(false, () =>
      log.warn({ err: error }, 'Redis does not answer: each server has limits of its own until it does'),
    )
    retry = setTimeout(() => void connect(), retryMs).unref()
  }

  /** Once for each change, however often it is tried. */
  function logState(up: boolean, say: () => void): void {
    if (wasUp === up) return
    wasUp = up
    metrics.up(up)
    say()
  }

  await connect()

  return {
    async take(budget, subject, cost) {
      const used = link
      if (used === null) return local.take(budget, subject, cost)
      try {
        metrics.sent()
        return await withPromiseTimeout(ask(used, budget, subject, cost), timeoutMs)
      } catch (error) {
        metrics.failed()
        onConnectionLost(used, error)
        return local.take(budget, subject, cost)
      }
    },
    close() {
      closed = true
      if (retry !== null) clearTimeout(retry)
      link?.redis.disconnect()
      link = null
      connecting?.disconnect()
      local.close()
    },
  }
}

async function ask(
  { redis, limiters }: Link,
  budget: Budget,
  subject: string,
  cost: number,
): Promise<LimitState> {
  const limiter =
    limiters.get(budget) ??
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `latchkey:${budget.name}`,
      points: budget.most,
      duration: budget.seconds,
      customIncrTtlLuaScript: TAKE,
    })
  limiters.set(budget, limiter)
  try {
    const { consumedPoints, msBeforeNext } = await limiter.consume(subject, cost)
    return limitStateOf(budget, { counted: consumedPoints, resetMs: msBeforeNext, taken: true })
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const counted = refused.consumedPoints - cost
    return limitStateOf(budget, { counted, resetMs: refused.msBeforeNext, taken: false })
  }
}
