// Revocation does not depend on Redis: it is frozen, killed and restarted while keys are deleted.

import { expect, it } from 'vitest'
import { hasRedis, RedisServer } from '../../support/processes/redis-server.ts'
import { count } from '../../support/repeat-counts.ts'
import { check, figures } from './checker.ts'
import { DELETION } from './key-revocations.ts'
import { brokers } from './targets/broker-targets.ts'

const WORKERS = 6

it.skipIf(!hasRedis)(
  'deletions take effect immediately while Redis is frozen, killed and restarted',
  async () => {
    await using redis = await RedisServer.start()
    const targets = count(8, 40)
    const found = await check({
      count: targets,
      workers: WORKERS,
      pauses: { beforeReverification: 20, beforeCommit: 10 },
      targets: brokers(DELETION),
      redisUrl: redis.url,
      async concurrently(revocation) {
        if (revocation === Math.floor(targets / 4)) redis.freeze()
        if (revocation === Math.floor(targets / 2)) await redis.kill()
        if (revocation === Math.floor((3 * targets) / 4)) await redis.start()
      },
    })
    console.log(figures('deletion while Redis is frozen, killed and restarted', found))
    expect(found).toMatchObject({
      acceptedAfter: 0,
      appearedAfter: 0,
      committedDead: 0,
      others: [],
      deadlocks: 0,
    })
    expect(found.writes).toBeGreaterThan(found.targets * WORKERS)
  },
)
