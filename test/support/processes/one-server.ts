// One Latchkey server as a process: `node one-server.ts '{"url":...}'`. Prints its address.
// Stops when its stdin closes, which also happens when the parent process is killed.

import { openDatabase } from '@latchkey/prisma'
import { authKeysOf } from '@latchkey/server/auth/auth-secret.ts'
import { masterKeysOf } from '@latchkey/server/auth/master-keys.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createMemoryLimiter } from '@latchkey/server/rate-limit/memory-limiter.ts'
import { openRedisLimiter } from '@latchkey/server/rate-limit/redis-limiter.ts'
import { createServer } from '@latchkey/server/server.ts'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { UNLIMITED } from '../unlimited.ts'

export interface OneServerOptions {
  readonly url: string
  readonly connections: number
  /** The Redis that stores the shared rate limits. Without it, each server has its own limits. */
  readonly redisUrl?: string
  /** The folder of the documents that the servers share. */
  readonly blobFolder?: string
}

const { url, connections, redisUrl, blobFolder }: OneServerOptions = JSON.parse(process.argv[2] ?? '')
const log = createLog('error', process.stderr)
const onError = (err: Error) => log.error({ err }, 'database connection lost')
const local = createMemoryLimiter()
const server = createServer({
  database: openDatabase({ url, connections, onError }),
  log,
  authKeys: authKeysOf('the same for all servers of a test'),
  masterKeys: masterKeysOf(`k1:${'11'.repeat(32)}`),
  // No test that uses this process reads mail.
  mailer: { send: () => Promise.resolve() },
  ...(blobFolder === undefined ? {} : { blobs: createDiskStore(blobFolder) }),
  limits: UNLIMITED,
  recurs: false,
  limiter: redisUrl === undefined ? local : await openRedisLimiter({ url: redisUrl, local, log }),
})
console.log(await server.listen(0, '127.0.0.1'))
process.stdin.on('end', () => process.exit()).resume()
