// Recurring jobs: once per period on one server, after a crash too; drained; not without workers.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer, type LatchkeyServer } from '@latchkey/server/server.ts'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { afterAll, expect, test } from 'vitest'
import { jobsDone } from '../../support/jobs-done.ts'
import { AUTH_KEYS, createWorld, MASTER_KEYS } from '../../support/world.ts'

const folder = await mkdtemp(join(tmpdir(), 'latchkey-blobs-'))
const disk = createDiskStore(folder)
/** Each sweep of uploads calls `tidy` first. */
let tidy = disk.tidy
const world = await createWorld({ workers: false, blobs: { ...disk, tidy: () => tidy() } })
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

interface ServerOptions {
  readonly recurs?: boolean
  readonly workers?: boolean
  readonly lines?: string[]
}

async function startServer({ recurs = false, workers = true, lines = [] }: ServerOptions) {
  const server = createServer({
    database: world.database,
    log: createLog('info', { write: (line: string) => lines.push(line) }),
    authKeys: AUTH_KEYS,
    masterKeys: MASTER_KEYS,
    mailer: { send: () => Promise.resolve() },
    blobs: world.blobs,
    recurs,
    workers,
  })
  await server.listen(0, '127.0.0.1')
  return server
}

const sweeps = () => world.sql("SELECT id, state, singleton_on FROM pgboss.job WHERE name = 'sweep-uploads'")

async function drained(servers: readonly LatchkeyServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.drain()))
}

test('servers without workers start none', async () => {
  const server = await startServer({ recurs: true, workers: false })
  await drained([server])
  expect(await sweeps()).toEqual([])
})

test('three servers run a recurring job at once on a fresh database, one of them per period', async () => {
  let runs = 0
  tidy = async () => {
    runs += 1
  }
  const servers = await Promise.all([1, 2, 3].map(() => startServer({ recurs: true })))
  while (runs === 0) await new Promise<void>((resolve) => setImmediate(resolve))
  await jobsDone(servers)
  // A later server of the same period starts none.
  servers.push(await startServer({ recurs: true }))
  await drained(servers)
  const jobs = await sweeps()
  const periods = new Set(jobs.map(({ singleton_on }) => String(singleton_on)))
  expect(jobs.map(({ state }) => state)).toEqual(jobs.map(() => 'completed'))
  expect(jobs).toHaveLength(periods.size)
  expect(runs).toBe(periods.size)
})

test('a run on demand joins one that waits, and runs never overlap', async () => {
  let running = 0
  let most = 0
  let runs = 0
  tidy = async () => {
    most = Math.max(most, ++running)
    runs += 1
    await new Promise<void>((resolve) => setImmediate(resolve))
    running -= 1
  }
  const [server] = world.servers
  for (let count = 0; count < 5; count += 1) await server?.jobs.run('sweep-uploads')
  const servers = await Promise.all([startServer({}), startServer({})])
  await jobsDone(servers)
  expect(runs).toBe(1)
  for (let count = 0; count < 10; count += 1) await servers[count % 2]?.jobs.run('sweep-uploads')
  await jobsDone(servers)
  await drained(servers)
  expect(most).toBe(1)
})

test('a run that fails is repeated; the job stores no error message', async () => {
  let runs = 0
  tidy = async () => {
    runs += 1
    if (runs === 1) throw new Error('canary')
  }
  const lines: string[] = []
  const server = await startServer({ lines })
  await server.jobs.run('sweep-uploads')
  await jobsDone([server])
  await drained([server])
  expect(runs).toBe(2)
  expect(lines.join('\n')).toContain('a recurring job failed: trying again')
  expect(JSON.stringify(await world.sql('SELECT to_jsonb(j) FROM pgboss.job j'))).not.toContain('canary')
})

test('another server repeats the run of a killed one', async () => {
  let runs = 0
  tidy = async () => {
    runs += 1
  }
  await world.servers[0]?.jobs.run('sweep-uploads')
  // What a server leaves that was killed during the run: a claim without a heartbeat.
  await world.sql(
    `UPDATE pgboss.job SET state = 'active', started_on = now() - interval '1 minute', heartbeat_on = now() - interval '1 minute'
     WHERE name = 'sweep-uploads' AND state = 'created'`,
  )
  const server = await startServer({})
  await jobsDone([server])
  await drained([server])
  expect(runs).toBe(1)
})

test('a stopping server waits for the run in progress', async () => {
  const started = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  tidy = () => {
    started.resolve()
    return release.promise
  }
  const server = await startServer({})
  await server.jobs.run('sweep-uploads')
  await started.promise
  const order: string[] = []
  const stopped = server.drain().then(() => order.push('drained'))
  order.push('released')
  release.resolve()
  await stopped
  expect(order).toEqual(['released', 'drained'])
  expect((await sweeps()).filter(({ state }) => state !== 'completed')).toEqual([])
})
