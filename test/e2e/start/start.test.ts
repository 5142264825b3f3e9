// `start`: one command runs it, prints what you need to try it, keeps its data, and stops cleanly.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase } from '../../support/database.ts'
import { Program } from '../../support/processes/server-process.ts'

/** Sends lines to a shell, as a person who pastes them. */
async function types(shell: string, options: string[], lines: string) {
  const child = spawn(shell, options, { stdio: 'pipe' })
  child.stdin.end(`${lines}\n`)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, err }
}

const SHOWN = /BROKER_KEY=.*\n.*createSubmission.*\n/

describe('with the embedded database', () => {
  let dataDir: string
  let program: Program

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'latchkey-start-'))
    program = new Program({ DATA_DIR: dataDir })
    await program.prints(SHOWN)
  })
  afterAll(async () => {
    await program.ends('SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
  })

  const lines = () => /BROKER_KEY=.*\n.*createSubmission.*/.exec(program.output)?.[0] ?? ''

  test('the two printed commands create a broker key and submit with it', async () => {
    const { stdout } = await promisify(execFile)('sh', ['-c', lines()])
    expect(JSON.parse(stdout).data.createSubmission).toMatchObject({
      name: 'Corner Bakery, new oven',
      status: 'DRAFT',
    })
  })

  test('the printed lines upload a PDF and submit an application, in two kinds of shell', async () => {
    const block = /^PDF=[\s\S]*?submitSubmission.*$/m.exec(program.output)?.[0] ?? ''
    const shells = [
      ['sh', '-s'],
      // As in an interactive shell, which expands `!`.
      ['bash', '-o', 'history', '-o', 'histexpand', '-s'],
    ]
    for (const [shell = '', ...options] of shells) {
      const { out, err } = await types(shell, options, block)
      const answers = out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
      expect(answers, `${shell}: ${out}${err}`).toMatchObject([
        { data: { completeDocumentUpload: { status: 'UPLOADED', mediaType: 'application/pdf' } } },
        { data: { submitSubmission: { status: 'APPROVED', offers: [{ product: 'MCA' }] } } },
      ])
    }
  })

  test('demo.env holds a working demo key and password and is readable by its owner only', async () => {
    const key = await program.prints(/Key {7}(key_[0-9a-f]{48})/)
    const password = await program.prints(/Sign in .* olivia \/ (\S+)/)
    const kept = await readFile(join(dataDir, 'demo.env'), 'utf8')
    expect(kept).toBe(`LATCHKEY_API_KEY=${key}\nLATCHKEY_PASSWORD=${password}\n`)
    for (const file of ['demo.env', 'auth.secret'])
      expect((await stat(join(dataDir, file))).mode & 0o777).toBe(0o600)
    const address = await program.prints(/API {7}(\S+)\/graphql/)
    const answer = await fetch(`${address}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'olivia', password }),
    })
    expect(answer.status).toBe(200)
  })

  test('serves its mails to this machine', async () => {
    const address = await program.prints(/API {7}(\S+)\/graphql/)
    expect(await (await fetch(`${address}/mail/messages`)).json()).toEqual([])
  })

  test('serves its own and process metrics to this machine', async () => {
    const address = await program.prints(/API {7}(\S+)\/graphql/)
    const metrics = await (await fetch(`${address}/metrics`)).text()
    for (const name of [
      'latchkey_reverifications_total',
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_seconds',
    ])
      expect(metrics).toContain(`# TYPE ${name} `)
  })

  test('a second start on the same data folder fails with a clear error', async () => {
    await using second = new Program({ DATA_DIR: dataDir })
    expect(await second.ends()).toBe(1)
    expect(second.output).toMatch(/already running on the data in .*DATA_DIR/s)
  })

  test('Ctrl-C stops the server cleanly, and the next start keeps the key and data', async () => {
    const key = await program.prints(/Key {7}(key_[0-9a-f]{48})/)
    expect(await program.ends('SIGINT')).toBe(0)
    program = new Program({ DATA_DIR: dataDir })
    await program.prints(SHOWN)
    expect(await program.prints(/Key {7}(key_[0-9a-f]{48})/)).toBe(key)
    const { stdout } = await promisify(execFile)('sh', ['-c', lines()])
    expect(JSON.parse(stdout).data.createSubmission.status).toBe('DRAFT')
    const address = await program.prints(/API {7}(\S+)/)
    const headers = { 'x-api-key': key, 'content-type': 'application/json' }
    const body = JSON.stringify({ query: '{ submissions(filter: { status: DRAFT }) { nodes { name } } }' })
    const { data } = await (await fetch(address, { method: 'POST', headers, body })).json()
    expect(data.submissions.nodes.map(({ name }: { name: string }) => name)).toEqual([
      'Corner Bakery, new oven',
      'Corner Bakery, new oven',
      'Delgado Bakery, second oven',
    ])
  })
})

describe('with DATABASE_URL', () => {
  test('uses that database and creates no demo data', async () => {
    await using database = await createDatabase()
    await using program = new Program({ DATABASE_URL: database.url, DATA_DIR: '/nonexistent/folder' })
    const address = await program.prints(/"address":"([^"]+)"/)
    expect(await (await fetch(`${address}/ready`)).json()).toMatchObject({ status: 'ready' })
    expect((await fetch(`${address}/mail/messages`)).status).toBe(404)
    expect(await program.ends('SIGTERM')).toBe(0)
    expect(program.output).not.toMatch(/key_|BROKER_KEY/)
  })

  test('reports an unreachable database or a port in use in one line', async () => {
    await using unreachable = new Program({ DATABASE_URL: 'postgresql://u:canary@127.0.0.1:1/none' })
    expect(await unreachable.ends()).toBe(1)
    expect(unreachable.output).toMatch(
      /^No PostgreSQL is listening at DATABASE_URL \(ECONNREFUSED\)\. Start it, or correct the host and port\.\n$/,
    )
    expect(unreachable.output).not.toContain('canary')

    await using database = await createDatabase()
    await using first = new Program({ DATABASE_URL: database.url })
    const port = new URL(await first.prints(/"address":"([^"]+)"/)).port
    await using second = new Program({ DATABASE_URL: database.url, PORT: port })
    expect(await second.ends()).toBe(1)
    expect(second.output).toContain('The port is already in use')
  })

  test('serves requests without a reachable Redis and logs that once', async () => {
    await using database = await createDatabase()
    const REDIS_URL = 'redis://user:canary@127.0.0.1:1'
    await using program = new Program({ DATABASE_URL: database.url, REDIS_URL })
    const address = await program.prints(/"address":"([^"]+)"/)
    expect((await fetch(`${address}/ready`)).status).toBe(200)
    expect(await (await fetch(`${address}/metrics`)).text()).toContain('\nlatchkey_redis_up 0\n')
    expect(await program.ends('SIGTERM')).toBe(0)
    expect(program.output.match(/Redis is unavailable: each server counts its own limits/g)).toHaveLength(1)
    expect(program.output).not.toContain('canary')
  })

  test('answers accepted requests before it stops', async () => {
    await using database = await createDatabase()
    const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-'))
    await using left = new AsyncDisposableStack()
    left.defer(() => rm(dataDir, { recursive: true, force: true }))
    await using program = new Program({ DATABASE_URL: database.url, DATA_DIR: dataDir, SEED_DEMO: 'true' })
    const address = await program.prints(/API {7}(\S+)/)
    const key = await program.prints(/Key {7}(key_[0-9a-f]{48})/)
    const headers = { 'x-api-key': key, 'content-type': 'application/json' }
    const sendQuery = () =>
      fetch(address, { method: 'POST', headers, body: '{"query":"{ submissions { totalCount } }"}' }).then(
        ({ status }) => status,
      )
    const requested = Array.from({ length: 20 }, sendQuery)
    await requested[0]
    const ended = program.ends('SIGTERM')
    const statuses = await Promise.allSettled(requested)
    // Each request was either accepted and answered completely, or never accepted.
    for (const one of statuses) if (one.status === 'fulfilled') expect(one.value).toBe(200)
    expect(await ended).toBe(0)
  })
})

test('--help lists every variable; an invalid configuration is reported before anything starts', async () => {
  await using help = new Program({}, '--help')
  expect(await help.ends()).toBe(0)
  for (const name of ['PORT', 'HOST', 'DATA_DIR', 'DATABASE_URL', 'ALLOWED_ORIGINS', 'LOG_LEVEL', 'TRACING'])
    expect(help.output).toContain(name)
  await using faulty = new Program({ PORT: 'x', LOG_LEVEL: 'y' })
  expect(await faulty.ends()).toBe(1)
  expect(faulty.output).toMatch(/PORT must be .*\n.*LOG_LEVEL must be /)
})
