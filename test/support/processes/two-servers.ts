// Two servers in this process that share limits in one Redis, behind a proxy that counts commands.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Limits } from '@latchkey/schema/auth/tier-limits.ts'
import type { Limiter } from '@latchkey/server/rate-limit/limiter.ts'
import { createMemoryLimiter } from '@latchkey/server/rate-limit/memory-limiter.ts'
import { openRedisLimiter } from '@latchkey/server/rate-limit/redis-limiter.ts'
import { pino } from 'pino'
import { createWorld, type World } from '../world.ts'
import { RedisServer } from './redis-server.ts'

export interface TwoServers extends AsyncDisposable {
  readonly redis: RedisServer
  readonly world: World
  readonly line: Line
  /** The lines that the limiters logged. */
  readonly told: readonly string[]
  /** Resolves when each of the two servers has logged this text once more. */
  both(words: string): Promise<void>
}

/** A proxy to Redis that counts the commands that pass through it, by limit name in the Redis key. */
interface Line {
  readonly url: string
  commands(name: string): number
}

export async function openTwoServers(
  limits: Limits,
  { patienceMs = 10_000, retryMs = 1_000 }: { patienceMs?: number; retryMs?: number } = {},
): Promise<TwoServers> {
  await using stack = new AsyncDisposableStack()
  const redis = stack.use(await RedisServer.start())
  const line = await openLine(redis.port, stack)
  const told: string[] = []
  const waiting = new Set<() => void>()
  const write = (text: string) => {
    told.push(JSON.parse(text).msg)
    for (const look of waiting) look()
  }
  const log = pino({}, { write })
  const limiters: Limiter[] = []
  for (let index = 0; index < 2; index += 1) {
    const limiter = await openRedisLimiter({
      url: line.url,
      local: createMemoryLimiter(),
      log,
      timeoutMs: patienceMs,
      retryMs,
    })
    limiters.push(stack.adopt(limiter, (it) => it.close()))
  }
  const world = stack.use(await createWorld({ servers: 2, limits, limiter: (index) => limiters[index]! }))
  const resources = stack.move()
  return {
    redis,
    world,
    line,
    told,
    both: (words) => {
      const before = told.length
      return new Promise((resolve) => {
        const look = () => {
          if (told.slice(before).filter((one) => one.includes(words)).length < 2) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
      })
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

async function openLine(port: number, stack: AsyncDisposableStack): Promise<Line> {
  let seen = ''
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const redis = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
    client.on('data', (chunk) => {
      seen += chunk.toString('latin1')
      redis.write(chunk)
    })
    redis.on('data', (chunk) => client.write(chunk))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stack.defer(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The proxy has no port.')
  return {
    url: `redis://127.0.0.1:${bound.port}`,
    commands: (name) => seen.split(`latchkey:${name}:`).length - 1,
  }
}
