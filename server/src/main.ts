// Runs the server: configuration, database, migrations, demo world, listening; and, when told to stop, all of it backwards.

import { mkdir } from 'node:fs/promises'
import { type Database, migrate, openDatabase, startEmbedded } from '@latchkey/prisma'
import { collectDefaultMetrics } from 'prom-client'
import { announceAddress } from './admin/server-address.ts'
import { openAuthKeys } from './auth-secret.ts'
import { type Config, readConfig, VARIABLES } from './config.ts'
import { demoText, openDemo } from './demo.ts'
import { explain } from './explain.ts'
import type { Limiter } from './limits/limiter.ts'
import { createLog, type Log } from './log.ts'
import type { RedisMetrics } from './metrics/redis.ts'
import { createMetrics } from './metrics.ts'
import { isEverywhere } from './own-address.ts'
import { createMemoryLimiter } from './ports/limiter-memory.ts'
import { openRedisLimiter } from './ports/limiter-redis.ts'
import { mailFolder, openMailer } from './ports/mailer.ts'
import { createServer } from './server.ts'
import { tracingFault } from './traces.ts'

const HELP = `Latchkey: a funder's partner door.

  npx -y pnpm@12 start             start it, with a PostgreSQL of its own
  PORT=4001 npx -y pnpm@12 start   the same, configured by variables:

${VARIABLES.map(([name, fallback, meaning]) => `  ${name.padEnd(22)}${meaning} Default: ${fallback}.`).join('\n')}

Ctrl-C stops it cleanly: what is under way is finished first.`

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(HELP)
} else {
  await run().catch((error: unknown) => {
    console.error(explain(error))
    process.exitCode = 1
  })
}

async function run(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  // What was opened, to be closed in the opposite order, whatever stops us and whenever.
  await using opened = new AsyncDisposableStack()
  const stop = stopSignal()
  const url = config.databaseUrl ?? (await startOwn(config, opened))
  const applied = await migrate(url)
  if (applied.length > 0) log.info({ applied }, 'migrated')
  const database = opened.adopt(
    openDatabase({ url, connections: config.databaseConnections, onError }),
    (it) => it.close(),
  )
  const demo = config.seedDemo ? await openDemo(database, config.dataDir) : null
  const address = await serve(config, database, log, opened)
  log.info({ address, graphiql: `${address}/graphiql` }, 'listening')
  if (demo) console.log(demoText(demo, address))
  const signal = await stop
  log.info({ signal }, 'stopping: finishing what is under way')

  function onError(error: Error): void {
    log.warn({ err: error }, 'a connection to the database broke')
  }
}

async function startOwn({ dataDir }: Config, opened: AsyncDisposableStack): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const embedded = opened.adopt(await startEmbedded({ dataDir, progress: console.log }), (it) => it.stop())
  return embedded.url
}

async function serve(
  config: Config,
  database: Database,
  log: Log,
  opened: AsyncDisposableStack,
): Promise<string> {
  const { allowedOrigins, publicUrl, trustedProxies, metricsToken, tracing } = config
  const mailer = openMailer(config)
  const authKeys = await openAuthKeys(config.authSecret, config.dataDir)
  const mailbox = config.mailbox ? mailFolder(config) : null
  const metrics = createMetrics()
  collectDefaultMetrics({ register: metrics.registry })
  const limiter = opened.adopt(await openLimiter(config, log, metrics.redis), (it) => it.close())
  const server = createServer({
    database,
    log,
    limiter,
    authKeys,
    mailer,
    mailbox,
    allowedOrigins,
    publicUrl,
    metrics,
    metricsToken,
    tracing,
    trustedProxies,
  })
  const address = await server.listen(config.port, config.host)
  opened.defer(() => server.drain())
  opened.defer(await announceAddress(config, address))
  const fault = tracing ? tracingFault() : null
  if (fault !== null) log.warn(fault)
  if (publicUrl === null && isEverywhere(address))
    log.warn(
      'HOST is every address of this machine: set PUBLIC_URL, or mailed links and log-in pages do not work',
    )
  return address
}

async function openLimiter({ redisUrl }: Config, log: Log, metrics: RedisMetrics): Promise<Limiter> {
  const local = createMemoryLimiter()
  return redisUrl === null ? local : openRedisLimiter({ url: redisUrl, local, log, metrics })
}

/** The first signal to stop; a second one ends the process at once. */
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
