// Ending sessions or changing roles with plain SQL takes the revocation lock too, as with keys.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installGates, Session, stopsAt } from '../../support/concurrency/database-gates.ts'
import { countDeadlocks } from '../../support/concurrency/deadlock-count.ts'
import {
  byBearer,
  CREATE_KEY,
  INVITE,
  sendQuery,
  type TimedResult,
} from '../../support/concurrency/timed-request.ts'
import { createWorld, type World } from '../../support/world.ts'

interface Change {
  readonly what: string
  readonly sql: string
  /** The object that the lock belongs to. */
  readonly of: 'session' | 'user' | 'funder'
  /** The error when creating a key. Inviting returns FORBIDDEN if the role does not suffice. */
  readonly code: 'TOKEN_INVALID' | 'INSUFFICIENT_SCOPE'
}

const HASH = '$argon2id$v=19$m=19456,t=2,p=1$of$another'

const CHANGES: Change[] = [
  {
    what: 'a user is disabled',
    sql: `UPDATE "user" SET status = 'DISABLED' WHERE id = $1`,
    of: 'user',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'a user is demoted',
    sql: `UPDATE "user" SET role = 'VIEWER' WHERE id = $1`,
    of: 'user',
    code: 'INSUFFICIENT_SCOPE',
  },
  {
    what: 'all sessions of a user are ended',
    sql: 'UPDATE "user" SET session_epoch = session_epoch + 1 WHERE id = $1',
    of: 'user',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'a password is updated',
    sql: `UPDATE password SET hash = '${HASH}' WHERE user_id = $1`,
    of: 'user',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'a password is upserted',
    sql: `INSERT INTO password VALUES ($1, '${HASH}') ON CONFLICT (user_id) DO UPDATE SET hash = EXCLUDED.hash`,
    of: 'user',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'a password row is deleted',
    sql: 'DELETE FROM password WHERE user_id = $1',
    of: 'user',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'a session is ended',
    sql: 'UPDATE session SET ended_at = app_now() WHERE id = $1',
    of: 'session',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'a session gets an expiry in the past',
    sql: 'UPDATE session SET expires_at = app_now() WHERE id = $1',
    of: 'session',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'a session row is deleted',
    sql: 'DELETE FROM session WHERE id = $1',
    of: 'session',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'a funder is suspended',
    sql: `UPDATE funder SET status = 'SUSPENDED' WHERE id = $1`,
    of: 'funder',
    code: 'TOKEN_INVALID',
  },
  {
    what: 'PRODUCTION access is removed',
    sql: 'UPDATE funder SET production_opened_at = NULL WHERE id = $1',
    of: 'funder',
    code: 'TOKEN_INVALID',
  },
]

describe.for(CHANGES)('while an OWNER writes, $what in SQL', ({ sql, of, code }) => {
  const invitationCode = code === 'INSUFFICIENT_SCOPE' ? 'FORBIDDEN' : code

  it.for(['invites', 'makesKey'] as const)(
    'waits for a re-verified request (%s) and makes the next one fail',
    async (act) => {
      await using stage = await openStage()
      const { gates, psql } = stage
      const id = stage.ids[of]
      await gates.close('before the commit')
      const writing = stage[act](stopsAt('before the commit'))
      const writer = await gates.untilAwaitedBy(1)
      const changed = psql.sql(sql, id)
      expect(await psql.untilWaiting()).toEqual(writer)
      expect(await psql.isQueuedFor(id)).toBe(true)
      await gates.open('before the commit')
      expect(await writing).toMatchObject({ status: 200, code: null })
      await changed
      expect(await stage.makesKey('The next key')).toMatchObject({ code })
      expect(await stage.invites('The next user')).toMatchObject({ code: invitationCode })
      expect(await stage.made()).toEqual([stopsAt('before the commit')])
    },
  )

  it('does not wait before the credential re-verification and makes the request fail', async () => {
    await using stage = await openStage()
    const { gates, psql } = stage
    await gates.close('before the re-verification')
    const writing = stage.invites(stopsAt('before the re-verification'))
    await gates.untilAwaitedBy(1)
    await psql.sql(sql, stage.ids[of])
    await gates.open('before the re-verification')
    expect(await writing).toMatchObject({ code: invitationCode })
    expect(await stage.made()).toEqual([])
  })
})

// The funder's lock comes first, so a session stopped before the credential re-verification is stopped there.
const NOT_FUNDER = CHANGES.filter(({ of }) => of !== 'funder')

describe.for(NOT_FUNDER)('before an OWNER creates a key, $what in SQL', ({ sql, of, code }) => {
  it('does not wait and makes the request fail', async () => {
    await using stage = await openStage()
    const { gates, psql } = stage
    await gates.holdRevocationLock(stage.ids.funder)
    const writing = stage.makesKey('Not created')
    await gates.untilAwaitedBy(1)
    await psql.sql(sql, stage.ids[of])
    await gates.releaseRevocationLock(stage.ids.funder)
    expect(await writing).toMatchObject({ code })
    expect(await stage.made()).toEqual([])
  })
})

let world: World
beforeAll(async () => {
  world = await createWorld()
  await world.directory.know('ant.example')
  await installGates(world)
})
afterAll(async () => {
  const deadlocks = await countDeadlocks(world)
  await world[Symbol.asyncDispose]()
  expect(deadlocks).toBe(0)
})

interface MutationStage extends AsyncDisposable {
  readonly gates: Session
  readonly psql: Session
  /** Ids of the session that writes and of the objects above it. */
  readonly ids: Record<Change['of'], string>
  makesKey(name: string): Promise<TimedResult>
  invites(name: string): Promise<TimedResult>
  /** Returns the names of the created rows. */
  made(): Promise<string[]>
}

/** Creates a funder and signs in one of its two OWNERs. */
async function openStage(): Promise<MutationStage> {
  await using stack = new AsyncDisposableStack()
  const funder = await world.funder({ environment: 'PRODUCTION' })
  const { userId, bearer } = await funder.logsIn()
  const [{ id: session }] = await world.sql('SELECT id FROM session WHERE user_id = $1', userId)
  const gates = stack.use(await Session.open(world))
  const psql = stack.use(await Session.open(world))
  const resources = stack.move()
  return {
    gates,
    psql,
    ids: { session, user: userId, funder: funder.id },
    makesKey: (name) =>
      sendQuery(world.url, byBearer(bearer), CREATE_KEY, { email: 'sam@ant.example', name }),
    invites: (name) => sendQuery(world.url, byBearer(bearer), INVITE, { username: session.slice(-20), name }),
    async made() {
      const rows = await world.sql(
        `SELECT name FROM api_key WHERE created_by_id = $1 UNION ALL SELECT name FROM "user" WHERE username = $2`,
        userId,
        session.slice(-20),
      )
      return rows.map(({ name }) => name)
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
