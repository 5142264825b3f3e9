// A key's owner is checked before its lock is taken; its scopes can change during the wait.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Funder } from '../support/actors.ts'
import { Session } from '../support/concurrency/database-gates.ts'
import type { Person } from '../support/person.ts'
import { createWorld, type World } from '../support/world.ts'

let world: World
let funder: Funder
let developer: Person

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  developer = await funder.logsIn({ role: 'DEVELOPER' })
})
afterAll(() => world[Symbol.asyncDispose]())

/** Returns the API's response to a change that waits for the key's row while `sql` changes the key. */
async function concurrently(document: string, sql: string): Promise<string> {
  const key = await funder.tieredKey('INTERNAL', ['WEBHOOKS'])
  await using psql = await Session.open(world)
  await psql.sql('BEGIN')
  await psql.sql(sql, key.apiKeyId)
  const change = developer.query(`mutation ($id: ID!) { ${document} }`, { id: key.apiKeyId })
  await psql.untilAwaitedBy(1)
  await psql.sql('COMMIT')
  const { body } = await change
  return body.errors?.[0].extensions.code ?? 'done'
}

const CHANGES = {
  rotateApiKey: 'rotateApiKey(input: { id: $id }) { secret }',
  finishRotation: 'finishRotation(input: { id: $id }) { id }',
  cancelRotation: 'cancelRotation(input: { id: $id }) { id }',
  updateApiKey: 'updateApiKey(input: { id: $id, allowList: [] }) { id }',
  deactivateApiKey: 'deactivateApiKey(input: { id: $id }) { id }',
  reactivateApiKey: 'reactivateApiKey(input: { id: $id }) { id }',
  deleteApiKey: 'deleteApiKey(input: { id: $id }) { id }',
}

it.for(Object.entries(CHANGES))(
  "%s returns FORBIDDEN if the key gets scopes that the caller's role does not have",
  async ([, document]) => {
    const sql = `UPDATE api_key SET scopes = '{ADMIN}' WHERE id = $1`
    expect(await concurrently(document, sql)).toBe('FORBIDDEN')
  },
)

it.for(Object.entries(CHANGES))(
  '%s returns API_KEY_NOT_FOUND if the key is deleted',
  async ([, document]) => {
    const sql = `UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = $1`
    expect(await concurrently(document, sql)).toBe('API_KEY_NOT_FOUND')
  },
)
