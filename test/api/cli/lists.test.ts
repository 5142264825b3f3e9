// funder list, broker list, user list, key list: pages of fields, never a secret.

import { newId } from '@latchkey/schema/graphql/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { createWorld, type World } from '../../support/world.ts'
import { admin, adminJson } from './run-cli.ts'

let world: World
let there: { DATABASE_URL: string }
let harbor: Funder
let pier: Funder
let bee: BrokerActor
let invitedId: string
beforeAll(async () => {
  world = await createWorld()
  there = { DATABASE_URL: world.databaseUrl }
  harbor = await world.funder({ name: 'Harbor' })
  pier = await world.funder({ name: 'Pier', environment: 'PRODUCTION' })
  bee = await harbor.broker('bee.example')
  await world.directory.know('ant.example')
  await harbor.logsIn({ role: 'VIEWER' })
  invitedId = newId('User')
  await world.sql(
    `INSERT INTO "user" (id, funder_id, username, name, email, role, status)
     VALUES ($1, $2, 'ines', 'Ines', 'ines@pier.example', 'VIEWER', 'INVITED')`,
    invitedId,
    pier.id,
  )
  await bee.query('{ viewer { environment } }')
  await world.flushUsage()
})
afterAll(() => world[Symbol.asyncDispose]())

const list = (...args: string[]) => adminJson(there, ...args)
const names = (rows: { name: string }[]) => rows.map(({ name }) => name)

test('lists funders', async () => {
  const { funders, next } = await list('funder', 'list')
  expect(next).toBe(null)
  expect(funders).toEqual([
    {
      ...{ id: harbor.id, name: 'Harbor', status: 'ACTIVE', users: 2 },
      ...{ productionOpenedAt: null, createdAt: expect.any(String) },
    },
    {
      ...{ id: pier.id, name: 'Pier', status: 'ACTIVE', users: 2 },
      ...{ productionOpenedAt: expect.any(String), createdAt: expect.any(String) },
    },
  ])
  const { out, err } = await admin(there, 'funder', 'list')
  expect(err).toBe('')
  expect(out.split('\n').map((line) => line.replace(/\s{2,}/g, ' | '))).toEqual([
    'ID | NAME | STATUS | USERS | PRODUCTION | CREATED',
    expect.stringMatching(`^${harbor.id} \\| Harbor \\| ACTIVE \\| 2 \\| closed \\| 20`),
    expect.stringMatching(`^${pier.id} \\| Pier \\| ACTIVE \\| 2 \\| open since 20`),
    '',
  ])
})

test('lists brokers, and the broker of a domain', async () => {
  const { brokers } = await list('broker', 'list')
  expect(brokers).toMatchObject([
    { domains: ['bee.example'], activeRelationships: 1 },
    { domains: ['ant.example'], activeRelationships: 0 },
  ])
  expect((await list('broker', 'list', '--domain', ' Ant.example')).brokers).toEqual(brokers.slice(1))
  expect(await list('broker', 'list', '--domain', 'nobody.example')).toEqual({ brokers: [], next: null })
  expect((await admin(there, 'broker', 'list', '--domain', 'nobody.example')).out).toBe('No brokers.\n')
})

test('lists the users of a funder, by status and role', async () => {
  const { users } = await list('user', 'list', '--funder', 'Pier', '--status', 'INVITED')
  expect(users).toEqual([
    {
      id: invitedId,
      username: 'ines',
      name: 'Ines',
      email: 'ines@pier.example',
      role: 'VIEWER',
      status: 'INVITED',
      funder: { id: pier.id, name: 'Pier' },
      createdAt: expect.any(String),
    },
  ])
  expect((await list('user', 'list', '--status', 'INVITED')).users).toEqual(users)
  for (const funder of [harbor, pier])
    expect((await list('user', 'list', '--funder', funder.id)).users).toHaveLength(2)
  expect((await list('user', 'list', '--funder', harbor.id, '--role', 'VIEWER')).users).toHaveLength(1)
  expect(await list('user', 'list', '--funder', 'Nobody')).toMatchObject({
    code: 'VALIDATION_FAILED',
    issues: [{ path: 'funder', code: 'NOT_FOUND' }],
  })
})

test('lists the keys of a funder, by environment, kind, state and prefix', async () => {
  const { keys } = await list('key', 'list', '--funder', 'Harbor', '--kind', 'BROKER')
  const [one] = keys
  expect(keys).toMatchObject([
    {
      ...{ id: bee.apiKeyId, kind: 'BROKER', tier: 'PARTNER', state: 'ACTIVE', environment: 'DEVELOPMENT' },
      ...{ funder: { name: 'Harbor' }, user: null, broker: { id: expect.stringMatching(/^brk_/) } },
      ...{ secrets: [{ prefix: bee.secret.slice(0, 8), state: 'CURRENT' }], lastUsedAt: expect.any(String) },
    },
  ])
  expect((await list('key', 'list', '--prefix', bee.secret.slice(0, 8))).keys).toEqual([one])
  expect(names((await list('key', 'list', '--environment', 'PRODUCTION')).keys)).toHaveLength(1)
  expect((await list('key', 'list', '--state', 'DELETED')).keys).toEqual([])
})

test('no list contains a secret, digest, hash or token', async () => {
  const [{ digest }] = await world.sql(
    `SELECT encode(digest, 'hex') AS digest FROM secret WHERE api_key_id = $1`,
    bee.apiKeyId,
  )
  for (const what of ['funder', 'broker', 'user', 'key'])
    for (const more of [[], ['--json']]) {
      const { code, out } = await admin(there, what, 'list', ...more)
      expect([code, out.includes('argon2') || out.includes(bee.secret) || out.includes(digest)]).toEqual([
        0,
        false,
      ])
    }
})

test('pages return every row once, in order; a page has 1 to 500 rows', async () => {
  const all = (await list('user', 'list')).users
  expect(all.length).toBeGreaterThan(2)
  const paged: unknown[] = []
  let after: string[] = []
  for (;;) {
    const { users, next } = await list('user', 'list', '--limit', '1', ...after)
    paged.push(...users)
    if (next === null) break
    after = ['--after', next]
  }
  expect(paged).toEqual(all)
  expect((await admin(there, 'user', 'list', '--limit', '1')).out).toContain(`--after ${all[0].id}\n`)
  for (const limit of ['0', '501', 'x'])
    expect(await list('user', 'list', '--limit', limit)).toMatchObject({
      issues: [{ path: 'limit', code: 'OUT_OF_RANGE' }],
    })
})
