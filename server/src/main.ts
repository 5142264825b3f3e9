// Server entry point: opens database, demo data and HTTP server, and closes them in reverse order.

import { mkdir } from 'node:fs/promises'
import { type Database, openDatabase, startEmbedded } from '@latchkey/prisma'
import type { MasterKeys } from '@latchkey/schema/encryption/data-key.ts'
import { collectDefaultMetrics } from 'prom-client'
import { openAuthKeys } from './auth/auth-secret.ts'
import { openMasterKeys } from './auth/master-keys.ts'
import { usableUrl } from './cli/checks/usable-url.ts'
import { explainError } from './cli/explain-error.ts'
import { announceAddress } from './cli/server-address.ts'
import { type Config, readConfig, type Variable, variables } from './config.ts'
import { openDemo } from './demo/demo-credentials.ts'
import { demoText } from './demo/demo-text.ts'
import { isWildcardAddress } from './http/public-url.ts'
import { keptAlive } from './http/timeouts.ts'
import { migrateDatabase } from './jobs/migrate-database.ts'
import { mailFolder, openMailer } from './mail/mailer.ts'
import { createLog, type Log } from './observability/log.ts'
import { createMetrics } from './observability/metrics.ts'
import type { RedisMetrics } from './observability/redis-metrics.ts'
import { tracingFault } from './observability/traces.ts'
import type { Limiter } from './rate-limit/limiter.ts'
import { createMemoryLimiter } from './rate-limit/memory-limiter.ts'
import { openRedisLimiter } from './rate-limit/redis-limiter.ts'
import { createServer } from './server.ts'
import type { BlobStore } from './storage/blob-store.ts'
import { openBlobStore, openScanner } from './storage/open-storage.ts'

const HELP = `Latchkey: API keys and funding applications for a lender's brokers.

  npx -y pnpm@12 start             starts the server and an embedded PostgreSQL
  PORT=4001 npx -y pnpm@12 start   the same, on port 4001

Environment variables (docs/configuration.md):

${variables()
  .map(({ title, variables }) => `${title}\n${variables.map(helpLine).join('\n')}\n`)
  .join('\n')}
Ctrl-C stops the server after the requests in progress have finished.`

function helpLine({ name, description, default: fixed, derived }: Variable): string {
  return `  ${name.padEnd(22)}${description} Default: ${derived ?? fixed ?? 'none'}.`.replaceAll('`', '')
}

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(HELP)
} else {
  await run().catch((error: unknown) => {
    console.error(explainError(error))
    process.exitCode = 1
  })
}

async function run(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  // Closes everything that was opened, in reverse order, however run() ends.
  await using opened = new AsyncDisposableStack()
  const stop = stopSignal()
  const fatal = Promise.withResolvers<never>()
  // The promise can reject before Promise.race awaits it; without this handler Node would end the process.
  fatal.promise.catch(() => undefined)
  const url = await usableUrl(config.databaseUrl ?? (await startOwn(config, log, fatal.reject, opened)))
  const applied = await migrateDatabase(url)
  if (applied.length > 0) log.info({ applied }, 'migrated')
  const database = opened.adopt(
    openDatabase({ url, connections: config.databaseConnections, onError }),
    (it) => it.close(),
  )
  const { dataDir } = config
  const masterKeys = await openMasterKeys(config.encryptionKeys, dataDir)
  const blobs = await openBlobStore(config)
  const demo = config.seedDemo ? await openDemo(database, { dataDir, masterKeys, blobs }) : null
  const address = await serve(config, { database, masterKeys, blobs }, log, opened)
  log.info({ address, graphiql: `${address}/graphiql` }, 'listening')
  if (demo) console.log(demoText(demo, address))
  const signal = await Promise.race([stop, fatal.promise])
  log.info({ signal }, 'stopping: finishing the requests in progress')

  function onError(error: Error): void {
    log.warn({ err: error }, 'database connection lost')
  }
}

/** Starts the embedded PostgreSQL. Calls `onLost` when PostgreSQL died and could not be restarted. */
async function startOwn(
  { dataDir }: Config,
  log: Log,
  onLost: (error: Error) => void,
  opened: AsyncDisposableStack,
): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const watch = {
    died: () => log.error('PostgreSQL stopped unexpectedly: restarting it; requests get 503 until it runs'),
    restarted: () => log.warn('PostgreSQL is running again'),
    failed: (err: Error) => log.error({ err }, 'restarting PostgreSQL failed: retrying'),
    lost: onLost,
  }
  const embedded = opened.adopt(await startEmbedded({ dataDir, watch, progress: console.log }), (it) =>
    it.stop(),
  )
  return embedded.url
}

interface Stored {
  readonly database: Database
  readonly masterKeys: MasterKeys
  readonly blobs: BlobStore
}

async function serve(
  config: Config,
  { database, masterKeys, blobs }: Stored,
  log: Log,
  opened: AsyncDisposableStack,
): Promise<string> {
  const { keepAliveSeconds, allowedOrigins, publicUrl, trustedProxies, metricsToken, tracing } = config
  const mailer = openMailer(config)
  const authKeys = await openAuthKeys(config.authSecret, config.dataDir)
  const mailbox = config.mailbox ? mailFolder(config) : null
  const scanner = openScanner(config)
  const metrics = createMetrics()
  collectDefaultMetrics({ register: metrics.registry })
  const limiter = opened.adopt(await openLimiter(config, log, metrics.redis), (it) => it.close())
  const server = createServer({
    database,
    log,
    limiter,
    authKeys,
    masterKeys,
    mailer,
    mailbox,
    blobs,
    scanner,
    allowedOrigins,
    publicUrl,
    metrics,
    metricsToken,
    tracing,
    workers: config.workers,
    retention: config.retention,
    trustedProxies,
    timeouts: keptAlive(keepAliveSeconds),
  })
  const address = await server.listen(config.port, config.host)
  opened.defer(() => server.drain())
  opened.defer(await announceAddress(config, address))
  const fault = tracing ? tracingFault() : null
  if (fault !== null) log.warn(fault)
  if (publicUrl === null && isWildcardAddress(address))
    log.warn(
      'HOST is a wildcard address: set PUBLIC_URL, otherwise mailed links and sign-in pages do not work',
    )
  return address
}

async function openLimiter({ redisUrl }: Config, log: Log, metrics: RedisMetrics): Promise<Limiter> {
  const local = createMemoryLimiter()
  return redisUrl === null ? local : openRedisLimiter({ url: redisUrl, local, log, metrics })
}

/** Resolves with the first SIGINT or SIGTERM. A second signal of the same name exits the process at once. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve(signal)
      })
    }
  })
}
