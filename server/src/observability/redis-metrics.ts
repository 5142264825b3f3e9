// What is told of Redis, on a server that has one.

import { Counter, Gauge, type Registry } from 'prom-client'

export interface RedisMetrics {
  /** Whether limits are counted there (true), or by this server alone until it answers again. */
  up(up: boolean): void
  /** A command failed, or its answer came too late. */
  failed(): void
  /** A command was sent. */
  sent(): void
}

export function createRedisMetrics(registry: Registry): RedisMetrics {
  // Without Redis, a 0 would read as one that is down.
  let made: ReturnType<typeof make> | null = null
  const its = () => {
    made ??= make(registry)
    return made
  }
  return {
    up: (up) => its().up.set(up ? 1 : 0),
    failed: () => its().failures.inc(),
    sent: () => its().commands.inc(),
  }
}

function make(registry: Registry) {
  const registers = [registry]
  return {
    up: new Gauge({
      registers,
      name: 'latchkey_redis_up',
      help: '1 while limits are counted on Redis, exact across servers; 0 while this server counts by itself.',
    }),
    failures: new Counter({
      registers,
      name: 'latchkey_redis_failures_total',
      help: 'Commands to Redis that failed, or were not answered in time.',
    }),
    commands: new Counter({
      registers,
      name: 'latchkey_redis_commands_total',
      help: 'Commands sent to Redis.',
    }),
  }
}
