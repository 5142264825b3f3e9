// Latency of sequential requests with Redis up, freezing, frozen, and up again.

import { setTimeout as pause } from 'node:timers/promises'
import { hasRedis, RedisServer } from '@latchkey/test/support/processes/redis-server.ts'
import { headersOf } from '../generator.ts'
import { type Stage, startServer } from '../measure.ts'
import { spread } from '../report/figures.ts'
import { VIEWER, viewer } from '../subjects.ts'

const REQUESTS = 300
const TIMES = 5

/** Milliseconds. */
export interface RedisTimes {
  /** Medians of `REQUESTS`. */
  readonly shared: number
  readonly open: number
  readonly back: number
  /** The one request that detects the frozen Redis, each time: median and longest. */
  readonly found: number
  readonly longestFound: number
}

/** Null: this machine has no redis-server. */
export async function measureRedis(stage: Stage): Promise<RedisTimes | null> {
  if (!hasRedis) return null
  await using started = new AsyncDisposableStack()
  const redis = started.use(await RedisServer.start())
  const { address } = await startServer(stage, VIEWER.file, stage.databaseUrl, started, {
    BENCH_REDIS_URL: redis.url,
  })
  const [secret = ''] = stage.secrets
  const sendQuery = async () => {
    const began = performance.now()
    const body = JSON.stringify({ query: viewer.query })
    const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: headersOf(secret), body })
    await answer.text()
    if (answer.status !== 200) throw new Error(`Expected status 200 with Redis, got ${answer.status}.`)
    return performance.now() - began
  }
  const many = async () => {
    const took = []
    for (let count = 0; count < REQUESTS; count += 1) took.push(await sendQuery())
    return spread(took).median
  }
  const isUp = async () =>
    (await (await fetch(`${address}/metrics`)).text()).includes('\nlatchkey_redis_up 1\n')

  await many()
  const [shared, open, back, found]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let time = 0; time < TIMES; time += 1) {
    stage.signal.throwIfAborted()
    shared.push(await many())
    redis.freeze()
    found.push(await sendQuery())
    open.push(await many())
    redis.thaw()
    while (!(await isUp())) await pause(50, undefined, { signal: stage.signal })
    back.push(await many())
    stage.report(
      `Redis frozen and up again: ${time + 1} of ${TIMES}, detected in ${found.at(-1)?.toFixed(1)} ms`,
    )
  }
  return {
    shared: spread(shared).median,
    open: spread(open).median,
    back: spread(back).median,
    found: spread(found).median,
    longestFound: spread(found).max,
  }
}
