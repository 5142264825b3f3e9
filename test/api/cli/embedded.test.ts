// CLI without DATABASE_URL: uses PostgreSQL in DATA_DIR, running or started for the command only.

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Program } from '../../support/processes/server-process.ts'
import { adminProcess as admin, jsonOf } from './run-cli.ts'

let home: string
let there: { DATA_DIR: string }
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'latchkey-admin-'))
  there = { DATA_DIR: join(home, 'data') }
})
afterAll(() => rm(home, { recursive: true, force: true }))

const json = async (...args: string[]) => jsonOf(await admin(there, ...args, '--json'))
const create = (name: string, domain: string) => json('broker', 'create', '--name', name, '--domain', domain)
const isRunning = async () => (await readdir(join(there.DATA_DIR, 'postgres'))).includes('postmaster.pid')

test('only migrate creates a missing database', async () => {
  const refused = await create('Bee Line', 'bee.com')
  expect(refused).toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringMatching(
      /^There is no database in .+ yet\. Start the server, or run: .+ admin migrate$/,
    ),
  })
  const { code, out } = await admin(there, 'doctor')
  expect(code).toBe(1)
  expect(out).toMatch(
    /^PROBLEM {2}database +There is no database in .+\nPROBLEM {2}data .+ does not exist yet/,
  )
  expect(await readdir(home)).toEqual([])

  const migrated = await admin(there, 'migrate', '--json')
  expect(migrated.code).toBe(0)
  expect(JSON.parse(migrated.out).applied).toContain('20261122010000_init')
  expect(migrated.err).toMatch(/^Creating an embedded PostgreSQL in .+\n$/)
  expect(await isRunning()).toBe(false)
})

test('starts the database for the command and stops it again', async () => {
  expect(await json('migrate')).toEqual({ applied: [] })
  expect((await admin(there, 'migrate')).out).toBe('No pending migrations.\n')
  expect(await create('Bee Line', 'bee.com')).toMatchObject({ broker: { domains: ['bee.com'] } })
  expect(await json('doctor')).toMatchObject({ ok: true })
  expect(await isRunning()).toBe(false)
})

test('uses the database of a running server and leaves it running', async () => {
  await using server = new Program(there)
  const address = await server.prints(/API {7}(\S+)/)
  const key = await server.prints(/Key {7}(key_[0-9a-f]{48})/)
  expect(await create('Ant & Sons', 'ant.com')).toMatchObject({ broker: { domains: ['ant.com'] } })
  expect(await json('migrate')).toEqual({ applied: [] })
  const doctor = await admin(there, 'doctor')
  expect(doctor).toMatchObject({ code: 0, err: '' })
  for (const file of ['demo.env', 'auth.secret'])
    expect(doctor.out).toMatch(new RegExp(`^ok {7}${file} +accessible only to its owner$`, 'm'))
  expect(doctor.out).toMatch(/^ok {7}mail +emails are written to files in \S+\/mail$/m)
  expect(doctor.out).toMatch(/^ok {7}auth +auth\.secret exists$/m)
  const headers = { 'x-api-key': key, 'content-type': 'application/json' }
  const query = 'mutation { createBrokerKey(input: { email: "sam@ant.com" }) { apiKey { name } } }'
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ query }) })
  expect(await answer.json()).toMatchObject({ data: { createBrokerKey: { apiKey: { name: 'Ant & Sons' } } } })
  expect(await server.ends('SIGTERM')).toBe(0)
})
