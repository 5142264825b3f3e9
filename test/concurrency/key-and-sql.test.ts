// An API mutation and a psql statement on the same key: one waits for the other, without deadlock.
// A deadlock must not happen because PostgreSQL could choose psql as the victim.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Funder, KeyHolder } from '../support/actors.ts'
import { Session, untilWaiting } from '../support/concurrency/database-gates.ts'
import { countDeadlocks } from '../support/concurrency/deadlock-count.ts'
import { outcome } from '../support/graphql-result.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(async () => {
  const deadlocks = await countDeadlocks(world)
  await world[Symbol.asyncDispose]()
  expect(deadlocks).toBe(0)
})

const ROTATE = 'mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { secret } }'
const ACTS: Record<string, (key: KeyHolder, funder: Funder) => ReturnType<KeyHolder['query']>> = {
  'a first use': (key) => key.query('{ viewer { environment } }'),
  'a rotation': (key, funder) => funder.query(ROTATE, { id: key.apiKeyId }),
  'a deletion': (key, funder) => funder.deletes(key.apiKeyId),
}

const STATEMENTS: Record<string, string> = {
  'the key row is deleted': 'DELETE FROM api_key WHERE id = $1',
  'the key is set to DELETED': `UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = $1`,
  'its secrets are set to DEAD': `UPDATE secret SET state = 'DEAD' WHERE api_key_id = $1`,
  'its secret rows are deleted': 'DELETE FROM secret WHERE api_key_id = $1',
}

const pairs = Object.keys(ACTS).flatMap((act) =>
  Object.keys(STATEMENTS).map((statement) => [act, statement] as const),
)

it.for(pairs)('%s through the API while %s in psql', async ([act, statement]) => {
  const funder = await world.funder()
  const key = await funder.broker(`${funder.id.slice(-12)}.example`)
  await using holder = await Session.open(world)
  await using psql = await Session.open(world)
  // The API gets as far as the revocation lock and holds the rows that it locks before.
  await holder.holdRevocationLock(funder.id)
  const told = ACTS[act]!(key, funder)
  await holder.untilAwaitedBy(1)
  let ended = false
  const done = psql.tries(STATEMENTS[statement]!, key.apiKeyId).finally(() => {
    ended = true
  })
  // psql gets as far as it can: it waits for a lock of the API, or it finishes.
  await untilWaiting(world, 2, () => ended)
  await holder.releaseRevocationLock(funder.id)
  expect(await done).toBe('done')
  expect(['200', '401 API_KEY_INVALID', '404 API_KEY_NOT_FOUND']).toContain(outcome(await told))
})

it("key creation through the API while the user's row is deleted in psql", async () => {
  const funder = await world.funder()
  const person = await funder.logsIn({ role: 'ADMIN' })
  await world.directory.know('maker-removed.example')
  await using holder = await Session.open(world)
  await using psql = await Session.open(world)
  await holder.holdRevocationLock(person.userId)
  const told = person.query(
    'mutation { createBrokerKey(input: { email: "sam@maker-removed.example" }) { apiKey { id } } }',
  )
  await holder.untilAwaitedBy(1)
  const done = psql.tries('DELETE FROM "user" WHERE id = $1', person.userId)
  await untilWaiting(world, 2)
  await holder.releaseRevocationLock(person.userId)
  // The creator of the key still exists, or the key is not created.
  expect(['done', '23001', '23503']).toContain(await done)
  expect(['200', '401 TOKEN_INVALID']).toContain(outcome(await told))
})
