// Latchkey, opened as in server/src/main.ts with its defaults. Logs every request to /dev/null.

import { openDatabase } from '@latchkey/prisma'
import { authKeysOf } from '@latchkey/server/auth/auth-secret.ts'
import { masterKeysOf } from '@latchkey/server/auth/master-keys.ts'
import { readConfig } from '@latchkey/server/config.ts'
import type { ServerDependencies } from '@latchkey/server/http/router.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createMetrics } from '@latchkey/server/observability/metrics.ts'
import { createMemoryLimiter } from '@latchkey/server/rate-limit/memory-limiter.ts'
import { openRedisLimiter } from '@latchkey/server/rate-limit/redis-limiter.ts'
import { createServer } from '@latchkey/server/server.ts'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { UNLIMITED } from '@latchkey/test/support/unlimited.ts'
import { databaseUrl, serveAt } from '../peer.ts'

const url = databaseUrl()
const { databaseConnections, logLevel, allowedOrigins, publicUrl } = readConfig({ DATABASE_URL: url })
const log = createLog(logLevel)
const onError = (error: Error) => log.warn({ err: error }, 'database connection lost')
const metrics = createMetrics()
const redisUrl = process.env['BENCH_REDIS_URL']
const uploads = process.env['BENCH_UPLOADS']
const local = createMemoryLimiter()
const options: ServerDependencies = {
  database: openDatabase({ url, connections: databaseConnections, onError }),
  log,
  authKeys: authKeysOf('not a secret: for the bench'),
  masterKeys: masterKeysOf(`k1:${'11'.repeat(32)}`),
  mailer: { send: () => Promise.reject(new Error('The benchmark does not send mail.')) },
  allowedOrigins,
  publicUrl,
  limits: UNLIMITED,
  metrics,
  ...(uploads === undefined ? {} : { blobs: createDiskStore(uploads) }),
  limiter:
    redisUrl === undefined
      ? local
      : await openRedisLimiter({ url: redisUrl, local, log, metrics: metrics.redis }),
}
serveAt(await createServer(options).listen(0, '127.0.0.1'))
