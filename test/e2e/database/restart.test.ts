// The embedded PostgreSQL dies under a running server: it restarts, and requests work again.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionConfig, findEmbedded, startEmbedded } from '@latchkey/prisma'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Program } from '../../support/processes/server-process.ts'

const TIMEOUT = { timeout: 240_000 }
let dataDir: string
let program: Program
let address: string
let key: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'latchkey-restart-'))
  program = new Program({ DATA_DIR: dataDir })
  address = await program.prints(/API {7}(\S+)\/graphql/)
  key = await program.prints(/Key {7}(key_[0-9a-f]{48})/)
}, 120_000)
afterAll(async () => {
  await program.ends('SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
})

const postmasterPid = async () =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
const ready = async () => {
  const response = await fetch(`${address}/ready`)
  return { http: response.status, ...(await response.json()) }
}
const submits = async () => {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ submissions { totalCount } }' }),
  })
  return response.status
}
const restarts = () => program.output.match(/PostgreSQL is running again/g)?.length ?? 0

async function recovers(kill: () => Promise<void>): Promise<void> {
  const before = restarts()
  const { url } = await running()
  await kill()
  const statuses = new Set<number>()
  await expect
    .poll(
      async () => {
        statuses.add(await submits())
        return restarts()
      },
      { timeout: 90_000, interval: 20 },
    )
    .toBe(before + 1)
  await expect.poll(ready, { timeout: 60_000 }).toMatchObject({ status: 'ready', database: true })
  await expect.poll(submits, { timeout: 60_000 }).toBe(200)
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
  expect((await running()).url).toBe(url)
}

async function running(): Promise<{ url: string }> {
  const found = await findEmbedded(dataDir)
  if (found.state !== 'running') throw new Error(`PostgreSQL is ${found.state}.`)
  return found
}

test(
  'after kill -9 of the postmaster, returns 503 until PostgreSQL is running again, and keeps its lock on the data',
  TIMEOUT,
  async () => {
    await recovers(async () => {
      process.kill(await postmasterPid(), 'SIGKILL')
    })
    expect(program.output).toContain('PostgreSQL stopped unexpectedly: restarting it')
    await expect(startEmbedded({ dataDir })).rejects.toThrow(/^Another Latchkey server is already running/)
  },
)

test(
  'after kill -9 of a backend, which restarts PostgreSQL, the server keeps its lock on the data',
  TIMEOUT,
  async () => {
    await recovers(async () => {
      const client = new pg.Client(connectionConfig((await running()).url, 'test'))
      client.on('error', () => undefined)
      await client.connect()
      const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
      process.kill(rows[0].pid, 'SIGKILL')
    })
    await expect(startEmbedded({ dataDir })).rejects.toThrow(/^Another Latchkey server is already running/)
  },
)

test(
  '/ready reports that PostgreSQL is down; if it cannot be restarted, the server exits with advice',
  TIMEOUT,
  async () => {
    await writeFile(join(dataDir, 'postgres', 'postgresql.auto.conf'), 'nonsense')
    process.kill(await postmasterPid(), 'SIGKILL')
    await expect
      .poll(ready, { timeout: 60_000, interval: 20 })
      .toMatchObject({ http: 503, status: 'not ready', database: false })
    expect(await submits()).toBe(503)
    expect(await program.ends()).toBe(1)
    expect(program.output).toMatch(/restarting PostgreSQL failed: retrying/)
    expect(program.output).toMatch(
      /^PostgreSQL stopped and could not be restarted in 5 attempts\. See \S+postgres\.log, fix the cause and start Latchkey again\.$/m,
    )
    expect(program.output).not.toMatch(/^\s+at .+\.ts:/m)
  },
)
