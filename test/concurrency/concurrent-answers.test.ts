// Concurrent mutations all get a correct response: never an INTERNAL error, never a deadlock.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Funder } from '../support/actors.ts'
import { countDeadlocks } from '../support/concurrency/deadlock-count.ts'
import {
  CREATE_KEY,
  DELETE,
  sendQuery,
  type TimedResult,
  VIEWER,
} from '../support/concurrency/timed-request.ts'
import { count } from '../support/repeat-counts.ts'
import { createWorld, type World } from '../support/world.ts'

const OK = { status: 200, code: null }
const INVALID = { status: 401, code: 'API_KEY_INVALID' }
const NOT_FOUND = { status: 404, code: 'API_KEY_NOT_FOUND' }
const EXISTS = { status: 409, code: 'BROKER_KEY_EXISTS' }

let world: World
let here: string
let there: string
beforeAll(async () => {
  world = await createWorld({ servers: 2, connections: 30 })
  here = world.urls[0]!
  there = world.urls[1]!
})
afterAll(async () => {
  const deadlocks = await countDeadlocks(world)
  await world[Symbol.asyncDispose]()
  expect(deadlocks).toBe(0)
})

describe('keys that delete keys', () => {
  it('only one of two keys that delete each other succeeds', async () => {
    const funder = await world.funder()
    for (let round = 0; round < count(20, 150); round += 1) {
      const [one, two] = await Promise.all([funder.key(), funder.key()])
      const answers = await Promise.all([
        sendQuery(here, one.secret, DELETE, { id: two.apiKeyId }),
        sendQuery(there, two.secret, DELETE, { id: one.apiKeyId }),
      ])
      // The losing key is itself deleted, so it gets the error about itself and learns nothing about the
      // other key.
      expect(inOrder(answers)).toEqual([OK, INVALID])
      expect(await states(one.apiKeyId, two.apiKeyId)).toEqual(['ACTIVE', 'DELETED'])
    }
  })

  it('five keys that delete each other in a circle: the database matches the responses', async () => {
    const funder = await world.funder()
    for (let round = 0; round < count(5, 40); round += 1) {
      const keys = await Promise.all(Array.from({ length: 5 }, () => funder.key()))
      const answers = await Promise.all(
        keys.map(({ secret }, index) =>
          sendQuery(index % 2 === 0 ? here : there, secret, DELETE, { id: keys[(index + 1) % 5]!.apiKeyId }),
        ),
      )
      for (const answer of answers) expect([OK, INVALID]).toContainEqual(outcome(answer))
      const done = answers.filter(({ status }) => status === 200).length
      const deleted = (await states(...keys.map(({ apiKeyId }) => apiKeyId))).filter(
        (state) => state === 'DELETED',
      )
      expect(deleted).toHaveLength(done)
      // A key that did not delete was deleted by the key before it, which therefore did delete.
      expect(done).toBeGreaterThanOrEqual(3)
    }
  })

  it('a key can delete itself and is then invalid', async () => {
    const funder = await world.funder()
    const key = await funder.key()
    const answer = await sendQuery(here, key.secret, DELETE, { id: key.apiKeyId })
    expect(answer).toEqual({ ...OK, data: { deleteApiKey: { id: key.apiKeyId, state: 'DELETED' } } })
    for (const server of [here, there]) {
      expect(outcome(await sendQuery(server, key.secret, VIEWER))).toEqual(INVALID)
      expect(outcome(await sendQuery(server, key.secret, DELETE, { id: key.apiKeyId }))).toEqual(INVALID)
    }
  })

  it('a key that deletes itself twice concurrently succeeds once', async () => {
    const funder = await world.funder()
    for (let round = 0; round < count(10, 80); round += 1) {
      const key = await funder.key()
      const answers = await Promise.all(
        [here, there].map((server) => sendQuery(server, key.secret, DELETE, { id: key.apiKeyId })),
      )
      // Not 404: a caller that is no longer authenticated does not learn which objects exist.
      expect(inOrder(answers)).toEqual([OK, INVALID])
    }
  })
})

describe('many concurrent requests', () => {
  it('one of 40 deletions of a key succeeds, the others return API_KEY_NOT_FOUND', async () => {
    const funder = await world.funder()
    const admins = await Promise.all(Array.from({ length: 4 }, () => funder.key()))
    for (let round = 0; round < count(3, 20); round += 1) {
      const broker = await funder.broker('bee.example')
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          sendQuery(index % 2 === 0 ? here : there, admins[index % 4]!.secret, DELETE, {
            id: broker.apiKeyId,
          }),
        ),
      )
      expect(inOrder(answers)).toEqual([OK, ...Array(39).fill(NOT_FOUND)])
    }
  })

  describe.for([
    { before: 'never had a key', prepare: async () => undefined },
    { before: 'had a key that was deleted', prepare: haveDeletedKey },
    { before: 'had a relationship that was ended', prepare: haveEnded },
  ])('50 creations for a broker that $before', ({ prepare }) => {
    it('create one key, and the others return BROKER_KEY_EXISTS', async () => {
      for (let round = 0; round < count(2, 10); round += 1) {
        const funder = await world.funder()
        await world.directory.know('bee.example')
        await prepare(funder)
        const answers = await createMany(funder.secret, 50)
        expect(inOrder(answers)).toEqual([OK, ...Array(49).fill(EXISTS)])
        expect(await liveKeys(funder.id)).toBe(1)
        expect(await world.sql('SELECT status FROM relationship WHERE funder_id = $1', funder.id)).toEqual([
          { status: 'ACTIVE' },
        ])
      }
    })
  })

  it('at most one of 50 creations succeeds while the existing key is deleted', async () => {
    const funder = await world.funder()
    await createMany(funder.secret, 1)
    for (let round = 0; round < count(4, 20); round += 1) {
      const [{ id }] = await world.sql(
        `SELECT id FROM api_key WHERE funder_id = $1 AND kind = 'BROKER' AND state = 'ACTIVE'`,
        funder.id,
      )
      const [deletion, answers] = await Promise.all([
        sendQuery(there, funder.secret, DELETE, { id }),
        createMany(funder.secret, 50),
      ])
      expect(outcome(deletion)).toEqual(OK)
      for (const answer of answers) expect([OK, EXISTS]).toContainEqual(outcome(answer))
      const made = answers.filter(({ status }) => status === 200).length
      expect(made).toBeLessThanOrEqual(1)
      expect(await liveKeys(funder.id)).toBe(made)
      // The relationship is free if no creation was late enough.
      expect(inOrder(await createMany(funder.secret, 1))).toEqual([made === 0 ? OK : EXISTS])
    }
  })
})

async function haveDeletedKey(funder: Funder): Promise<void> {
  const broker = await funder.broker('bee.example')
  await funder.deletes(broker.apiKeyId)
}

async function haveEnded(funder: Funder): Promise<void> {
  await haveDeletedKey(funder)
  await world.sql(`UPDATE relationship SET status = 'ENDED' WHERE funder_id = $1`, funder.id)
}

function createMany(secret: string, many: number): Promise<TimedResult[]> {
  const email = 'sam@bee.example'
  return Promise.all(
    Array.from({ length: many }, (_, index) =>
      sendQuery(index % 2 === 0 ? here : there, secret, CREATE_KEY, { email }),
    ),
  )
}

function outcome({ status, code }: TimedResult): Pick<TimedResult, 'status' | 'code'> {
  return { status, code }
}

function inOrder(answers: readonly TimedResult[]): Pick<TimedResult, 'status' | 'code'>[] {
  return answers.map(outcome).sort((a, b) => a.status - b.status)
}

async function states(...ids: string[]): Promise<string[]> {
  const rows = await world.sql('SELECT state FROM api_key WHERE id = ANY($1)', ids)
  return rows.map(({ state }) => state).sort()
}

async function liveKeys(funderId: string): Promise<number> {
  const [row] = await world.sql(
    `SELECT count(*)::int AS count FROM api_key WHERE funder_id = $1 AND kind = 'BROKER' AND state <> 'DELETED'`,
    funderId,
  )
  return row.count
}
