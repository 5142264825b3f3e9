// openRedisLimiter: rate limiter in Redis, shared by all servers. Used by main.ts.
//
// Circuit breaker: when Redis does not answer within `timeoutMs`, the local limiter takes over. The server
// sends nothing more to Redis until a probe succeeds.

import { Redis } from 'ioredis'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { withPromiseTimeout } from '../http/promise-timeout.ts'
import type { Log } from '../observability/log.ts'
import type { RedisMetrics } from '../observability/redis-metrics.ts'
import { type Budget, type Limiter, type LimitState, limitStateOf } from './limiter.ts'

export interface RedisLimiterOptions {
  readonly url: string
  /** Limiter of this process, used while Redis does not answer. */
  readonly local: Limiter
  readonly log: Log
  /** Longest wait of a request for Redis, in milliseconds. Default: 100. */
  readonly timeoutMs?: number
  /** Pause before the next connection attempt, in milliseconds. Default: 1,000. */
  readonly retryMs?: number
  readonly metrics?: RedisMetrics
}

/** A Redis connection and its limiters. */
interface Connection {
  readonly redis: Redis
  readonly limiters: Map<Budget, RateLimiterRedis>
}

// Lua script that does not count a rejected cost. ARGV: cost, seconds, max. Returns the counted units and the
// milliseconds until the window ends. For a rejected cost the units include the cost: they exceed `max`,
// which is how rate-limiter-flexible detects a rejection.
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

const NO_METRICS: RedisMetrics = { up: () => undefined, failed: () => undefined, sent: () => undefined }

const PROBE: Budget = { name: 'probe', max: Number.MAX_SAFE_INTEGER, seconds: 1 }

/** Resolves after the first connection attempt. If it failed, the limiter retries until Redis answers. */
export async function openRedisLimiter({
  url,
  local,
  log,
  timeoutMs = 100,
  retryMs = 1_000,
  metrics = NO_METRICS,
}: RedisLimiterOptions): Promise<Limiter> {
  // Null while the circuit breaker is open.
  let connection: Connection | null = null
  let wasUp: boolean | null = null
  let retry: NodeJS.Timeout | null = null
  let connecting: Redis | null = null
  let closed = false

  async function connect(): Promise<void> {
    const redis = new Redis(url, {
      lazyConnect: true,
      // markDown schedules retries. ioredis must not resend commands: the local limiter has counted them.
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      enableReadyCheck: false,
      autoResendUnfulfilledCommands: false,
      connectTimeout: CONNECT_MS,
    })
    // connect() rejects only with "connection closed". The error event has the cause.
    let why: unknown = null
    redis.on('error', (error) => {
      why = error
    })
    connecting = redis
    const made: Connection = { redis, limiters: new Map() }
    try {
      // connectTimeout covers only the TCP connection. A frozen Redis accepts connections and never answers.
      await withPromiseTimeout(redis.connect(), CONNECT_MS)
      metrics.sent()
      await withPromiseTimeout(consume(made, PROBE, 'probe', 1), timeoutMs)
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
    connection = made
    redis.once('close', () => onConnectionLost(made, new Error('Redis closed the connection.')))
    logState(true, () => log.info('Redis is available: all servers share the limits'))
  }

  function onConnectionLost(lost: Connection, error: unknown): void {
    if (connection !== lost) return
    connection = null
    // Fails all pending commands at once.
    lost.redis.disconnect()
    markDown(error)
  }

  function markDown(error: unknown): void {
    if (closed) return
    logState(false, () =>
      log.warn({ err: error }, 'Redis is unavailable: each server counts its own limits until it is back'),
    )
    retry = setTimeout(() => void connect(), retryMs).unref()
  }

  /** Reports a change of state once, not for each retry. */
  function logState(up: boolean, say: () => void): void {
    if (wasUp === up) return
    wasUp = up
    metrics.up(up)
    say()
  }

  await connect()

  return {
    async take(budget, subject, cost) {
      const used = connection
      if (used === null) return local.take(budget, subject, cost)
      try {
        metrics.sent()
        return await withPromiseTimeout(consume(used, budget, subject, cost), timeoutMs)
      } catch (error) {
        metrics.failed()
        onConnectionLost(used, error)
        return local.take(budget, subject, cost)
      }
    },
    close() {
      closed = true
      if (retry !== null) clearTimeout(retry)
      connection?.redis.disconnect()
      connection = null
      connecting?.disconnect()
      local.close()
    },
  }
}

async function consume(
  { redis, limiters }: Connection,
  budget: Budget,
  subject: string,
  cost: number,
): Promise<LimitState> {
  const limiter =
    limiters.get(budget) ??
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `latchkey:${budget.name}`,
      points: budget.max,
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
