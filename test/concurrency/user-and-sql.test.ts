// An API mutation and a psql statement on the same user: one waits for the other, without deadlock.
// In either order. A deadlock must not happen because PostgreSQL could choose psql as the victim.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Session, untilWaiting } from '../support/concurrency/database-gates.ts'
import { countDeadlocks } from '../support/concurrency/deadlock-count.ts'
import { type By, byBearer, post, type TimedResult } from '../support/concurrency/timed-request.ts'
import { PASSWORD, type Person } from '../support/person.ts'
import { createWorld, type World } from '../support/world.ts'
import { giveResetToken, NEW_PASSWORD } from './revocation/user-revocations.ts'

const nobody: By = () => ({})

const ACTS: Record<string, (person: Person, token: string) => Promise<TimedResult>> = {
  'a password reset': (_person, token) =>
    post(world.url, '/auth/password/reset', nobody, { token, password: NEW_PASSWORD }),
  'a password change': ({ bearer }) =>
    post(world.url, '/auth/password/change', byBearer(bearer), {
      currentPassword: PASSWORD,
      password: NEW_PASSWORD,
    }),
  'a logout': ({ bearer }) => post(world.url, '/auth/logout', byBearer(bearer), {}),
  'a logout everywhere': ({ bearer }) => post(world.url, '/auth/logout-everywhere', byBearer(bearer), {}),
  'an environment switch': ({ bearer }) => post(world.url, '/auth/environment', byBearer(bearer), {}),
  'a login': ({ username }) => post(world.url, '/auth/token', nobody, { username, password: PASSWORD }),
}

const STATEMENTS: Record<string, string> = {
  'the password is updated': `UPDATE password SET hash = '$argon2id$${randomUUID()}' WHERE user_id = $1`,
  'the password is upserted': `INSERT INTO password VALUES ($1, '$argon2id$${randomUUID()}') ON CONFLICT (user_id) DO UPDATE SET hash = EXCLUDED.hash`,
  'the password row is deleted': 'DELETE FROM password WHERE user_id = $1',
  'sessions are ended': 'UPDATE "user" SET session_epoch = session_epoch + 1 WHERE id = $1',
  'the user is disabled': `UPDATE "user" SET status = 'DISABLED' WHERE id = $1`,
  'the user row is deleted': 'DELETE FROM "user" WHERE id = $1',
  'the session is ended': 'UPDATE session SET ended_at = app_now() WHERE user_id = $1',
  'the session row is deleted': 'DELETE FROM session WHERE user_id = $1',
}

describe.for(Object.keys(ACTS))('%s through the API', (act) => {
  it.for(Object.keys(STATEMENTS))('while %s in psql', async (statement) => {
    for (const first of ['API', 'psql']) {
      const funder = await world.funder()
      const person = await funder.logsIn()
      const token = await giveResetToken(world, person.userId)
      await using holder = await Session.open(world)
      await using psql = await Session.open(world)
      await holder.holdRevocationLock(person.userId)
      // Each gets as far as it can: to the revocation lock, or to a row that the other holds.
      let under = 0
      const begin = async <T>(begun: () => Promise<T>): Promise<{ end: Promise<T> }> => {
        let ended = false
        under += 1
        const end = begun().finally(() => {
          ended = true
          under -= 1
        })
        await untilWaiting(world, under, () => ended)
        return { end }
      }
      const inApi = () => begin(() => ACTS[act]!(person, token))
      const inSql = () => begin(() => psql.tries(STATEMENTS[statement]!, person.userId))
      const early = first === 'API' ? await inApi() : null
      const done = await inSql()
      const told = early ?? (await inApi())
      await holder.releaseRevocationLock(person.userId)
      expect(await done.end).toBe('done')
      expect([null, 'TOKEN_INVALID', 'LOGIN_FAILED']).toContain((await told.end).code)
    }
  })
})

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(async () => {
  const deadlocks = await countDeadlocks(world)
  await world[Symbol.asyncDispose]()
  expect(deadlocks).toBe(0)
})
