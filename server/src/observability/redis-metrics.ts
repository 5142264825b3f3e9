// Metrics of the connection to Redis, for servers that have one. Used by metrics.ts.

import { Counter, Gauge, type Registry } from 'prom-client'

export interface RedisMetrics {
  /** True: limits are counted in Redis. False: this server counts alone until Redis responds again. */
  up(up: boolean): void
  /** Counts a command that failed or timed out. */
  failed(): void
  sent(): void
}

export function createRedisMetrics(registry: Registry): RedisMetrics {
  // Create the metrics on first use: without Redis, a 0 would look like a Redis that is down.
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
      help: '1 while Redis counts the limits, exact across servers; 0 while this server counts its own.',
    }),
    failures: new Counter({
      registers,
      name: 'latchkey_redis_failures_total',
      help: 'Commands to Redis that failed or timed out.',
    }),
    commands: new Counter({
      registers,
      name: 'latchkey_redis_commands_total',
      help: 'Commands sent to Redis.',
    }),
  }
}
