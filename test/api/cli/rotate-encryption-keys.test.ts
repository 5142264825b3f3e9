// rotate-encryption-keys and its job: re-wrap data keys with the current master key, in batches.

import { randomBytes } from 'node:crypto'
import { DataKey } from '@latchkey/schema/encryption/data-key.ts'
import { rewrapDataKeys } from '@latchkey/schema/encryption/rewrap-data-keys.ts'
import { masterKeysOf } from '@latchkey/server/auth/master-keys.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer } from '@latchkey/server/server.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor } from '../../support/actors.ts'
import { jobsDone } from '../../support/jobs-done.ts'
import { AUTH_KEYS, createWorld, type World } from '../../support/world.ts'
import { adminJson } from './run-cli.ts'

const OLD = `k1:${'11'.repeat(32)}`
const NEW = `k2:${'22'.repeat(32)}`

let world: World
let broker: BrokerActor

beforeAll(async () => {
  world = await createWorld({ workers: false })
  broker = await (await world.funder()).broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const rotate = (keys: string) =>
  adminJson({ DATABASE_URL: world.databaseUrl, ENCRYPTION_KEYS: keys }, 'rotate-encryption-keys')
const wrappers = async () =>
  (await world.sql('SELECT DISTINCT master_key_id AS id FROM submission ORDER BY 1')).map(({ id }) => id)

test('re-wraps every data key once; sealed values stay readable', async () => {
  for (let count = 0; count < 3; count += 1)
    await broker.latchkey.submissions.create({ name: 'Corner Bakery, new oven', purposeNote: 'A new oven' })
  expect(await wrappers()).toEqual(['k1'])
  expect(await rotate(NEW)).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('k1') })
  expect(await rotate(`${NEW},${OLD}`)).toEqual({ currentKeyId: 'k2', rewrapped: 3 })
  expect(await wrappers()).toEqual(['k2'])
  expect(await rotate(`${NEW},${OLD}`)).toEqual({ currentKeyId: 'k2', rewrapped: 0 })
  const [row] = await world.database.prisma.submission.findMany({ take: 1 })
  const key = DataKey.open(masterKeysOf(`${NEW},${OLD}`), row!)
  expect(key?.unseal(row!.purposeNoteCipher!, `${row!.id}.purpose_note`)).toBe('A new oven')
  expect(await rotate(`${OLD},${NEW}`)).toEqual({ currentKeyId: 'k1', rewrapped: 3 })
})

test('continues after it was stopped, and leaves erased submissions alone', async () => {
  const ids: string[] = []
  for (let count = 0; count < 5; count += 1) ids.push(await broker.submits())
  await world.sql('UPDATE submission SET data_key = NULL, master_key_id = NULL WHERE id = $1', ids[4])
  const keys = masterKeysOf(`k3:${randomBytes(32).toString('hex')},${OLD}`)
  const { prisma } = world.database
  const batches: number[] = []
  const stopped = rewrapDataKeys(prisma, keys, {
    batchSize: 2,
    onBatch: (count) => {
      batches.push(count)
      if (count === 4) throw new Error('stopped')
    },
  })
  await expect(stopped).rejects.toThrow('stopped')
  expect(batches).toEqual([2, 4])
  const [{ total }] = await world.sql('SELECT count(data_key)::int AS total FROM submission')
  expect(await rewrapDataKeys(prisma, keys, { batchSize: 2 })).toBe(total - 4)
  expect(await wrappers()).toEqual(['k3', null])
})

test('a job does the same, and leaves keys alone that it does not know', async () => {
  await world.sql(`UPDATE submission SET master_key_id = 'newer' WHERE data_key IS NOT NULL`)
  await broker.submits()
  const server = createServer({
    database: world.database,
    log: createLog('silent'),
    authKeys: AUTH_KEYS,
    masterKeys: masterKeysOf(`${NEW},${OLD}`),
    mailer: { send: () => Promise.resolve() },
    recurs: false,
  })
  await server.listen(0, '127.0.0.1')
  await server.jobs.run('rewrap-data-keys')
  await jobsDone([server])
  await server.drain()
  expect(await wrappers()).toEqual(['k2', 'newer', null])
})
