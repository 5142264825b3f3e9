// rotate-encryption-keys: re-wraps data keys with the current master key, in batches; doctor says when it is due.

import { randomBytes } from 'node:crypto'
import { DataKey } from '@latchkey/schema/encryption/data-key.ts'
import { rewrapDataKeys } from '@latchkey/schema/encryption/rewrap-data-keys.ts'
import { masterKeysOf } from '@latchkey/server/auth/master-keys.ts'
import { checkDataKeys } from '@latchkey/server/cli/checks/data-keys.ts'
import { RECURRING } from '@latchkey/server/jobs/queues.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor } from '../../support/actors.ts'
import { createWorld, type World } from '../../support/world.ts'
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
const encryption = (encryptionKeys: string) =>
  checkDataKeys(async (sql) => (await world.database.pool.query(sql)).rows, {
    encryptionKeys,
    dataDir: '/none',
  })
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

test('leaves keys alone that it does not know', async () => {
  await world.sql(`UPDATE submission SET master_key_id = 'newer' WHERE data_key IS NOT NULL`)
  await broker.submits()
  const keys = masterKeysOf(`${NEW},${OLD}`)
  expect(await rewrapDataKeys(world.database.prisma, keys)).toBe(1)
  expect(await wrappers()).toEqual(['k2', 'newer', null])
})

test('doctor names the command while data keys are under an older key, and keys that are missing', async () => {
  await world.sql('UPDATE submission SET data_key = NULL, master_key_id = NULL')
  expect(await encryption(`${NEW},${OLD}`)).toMatchObject({
    ok: true,
    message: expect.stringMatching(/yet$/),
  })
  await broker.submits()
  expect(await encryption(`${NEW},${OLD}`)).toEqual({
    check: 'encryption',
    ok: true,
    note: true,
    message: expect.stringMatching(
      /an older master key \(k1: 1\)\. .+ npx -y pnpm@12 admin rotate-encryption-keys$/,
    ),
  })
  // Only the command re-wraps: a server without the new key could not read the data keys any more.
  expect(Object.keys(RECURRING).filter((name) => /key|wrap/.test(name))).toEqual([])
  expect(await encryption(NEW)).toMatchObject({
    ok: false,
    message: expect.stringContaining('missing here: k1'),
  })
  await rewrapDataKeys(world.database.prisma, masterKeysOf(`${NEW},${OLD}`))
  expect(await encryption(`${NEW},${OLD}`)).toEqual({
    check: 'encryption',
    ok: true,
    message: 'key k2 wraps all data keys',
  })
})
