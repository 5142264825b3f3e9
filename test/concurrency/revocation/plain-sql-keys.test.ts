// Row changes with plain SQL (psql, a library) take the revocation lock too, through triggers.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installGates, Session, stopsAt, untilBlockedBy } from '../../support/concurrency/database-gates.ts'
import {
  CREATE_KEY,
  DELETE,
  SUBMIT,
  sendQuery,
  type TimedResult,
} from '../../support/concurrency/timed-request.ts'
import { createWorld, type World } from '../../support/world.ts'

interface Change {
  readonly what: string
  readonly sql: string
  /** The object that the lock belongs to. */
  readonly of: 'key' | 'relationship' | 'user' | 'funder'
  readonly refusal: { readonly status: number; readonly code: string }
}

const INVALID = { status: 401, code: 'API_KEY_INVALID' }

const OF_KEYS: Change[] = [
  {
    what: 'a key is deactivated',
    sql: `UPDATE api_key SET state = 'INACTIVE' WHERE id = $1`,
    of: 'key',
    refusal: INVALID,
  },
  {
    what: 'a key is deleted',
    sql: `UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = $1`,
    of: 'key',
    refusal: INVALID,
  },
  {
    what: 'a key gets an expiry in the past',
    sql: `UPDATE api_key SET expires_at = app_now() WHERE id = $1`,
    of: 'key',
    refusal: INVALID,
  },
  {
    what: 'the scopes of a key are narrowed',
    sql: `UPDATE api_key SET scopes = '{DOCUMENTS_READ}' WHERE id = $1`,
    of: 'key',
    refusal: { status: 403, code: 'INSUFFICIENT_SCOPE' },
  },
  {
    what: 'the allow list of a key is narrowed',
    sql: `UPDATE api_key SET allow_list = '{192.0.2.0/24}' WHERE id = $1`,
    of: 'key',
    refusal: { status: 403, code: 'IP_NOT_ALLOWED' },
  },
  {
    what: 'a secret is set to DEAD',
    sql: `UPDATE secret SET state = 'DEAD' WHERE api_key_id = $1`,
    of: 'key',
    refusal: INVALID,
  },
  {
    what: 'a secret row is deleted',
    sql: 'DELETE FROM secret WHERE api_key_id = $1',
    of: 'key',
    refusal: INVALID,
  },
  { what: 'a key row is deleted', sql: 'DELETE FROM api_key WHERE id = $1', of: 'key', refusal: INVALID },
  {
    what: 'a funder is suspended',
    sql: `UPDATE funder SET status = 'SUSPENDED' WHERE id = $1`,
    of: 'funder',
    refusal: INVALID,
  },
  {
    what: 'PRODUCTION access is removed',
    sql: 'UPDATE funder SET production_opened_at = NULL WHERE id = $1',
    of: 'funder',
    refusal: INVALID,
  },
]

const OF_RELATIONSHIPS: Change[] = [
  {
    what: 'a relationship is paused',
    sql: `UPDATE relationship SET status = 'PAUSED' WHERE id = $1`,
    of: 'relationship',
    refusal: { status: 403, code: 'RELATIONSHIP_PAUSED' },
  },
  {
    what: 'a relationship is ended',
    sql: `UPDATE relationship SET status = 'ENDED' WHERE id = $1`,
    of: 'relationship',
    refusal: INVALID,
  },
]

const OF_USERS: Change[] = [
  {
    what: 'a user is disabled',
    sql: `UPDATE "user" SET status = 'DISABLED' WHERE id = $1`,
    of: 'user',
    refusal: INVALID,
  },
  {
    what: 'a user is demoted',
    sql: `UPDATE "user" SET role = 'VIEWER' WHERE id = $1`,
    of: 'user',
    refusal: { status: 403, code: 'INSUFFICIENT_SCOPE' },
  },
]

describe.for([...OF_KEYS, ...OF_RELATIONSHIPS])('while a broker submits, $what in SQL', (change) => {
  it('waits for a re-verified submission and makes the next one fail', async () => {
    await using stage = await openStage('broker')
    const { gates, psql } = stage
    const id = stage.ids[change.of]
    await gates.close('before the commit')
    const submission = stage.submits(stopsAt('before the commit'))
    const writer = await gates.untilAwaitedBy(1)
    const changed = psql.sql(change.sql, id)
    expect(await psql.untilWaiting()).toEqual(writer)
    expect(await psql.isQueuedFor(id)).toBe(true)
    await gates.open('before the commit')
    expect(await submission).toMatchObject({ status: 200, code: null })
    await changed
    expect(await stage.submits('The next submission')).toMatchObject(change.refusal)
    expect(await stage.made('submission')).toEqual([stopsAt('before the commit')])
  })

  it('does not wait before the credential re-verification and makes the submission fail', async () => {
    await using stage = await openStage('broker')
    const { gates, psql } = stage
    await gates.close('before the re-verification')
    const submission = stage.submits(stopsAt('before the re-verification'))
    await gates.untilAwaitedBy(1)
    await psql.sql(change.sql, stage.ids[change.of])
    await gates.open('before the re-verification')
    expect(await submission).toMatchObject(change.refusal)
    expect(await stage.made('submission')).toEqual([])
  })
})

describe.for([...OF_KEYS, ...OF_USERS])('while an admin creates a key, $what in SQL', (change) => {
  it('waits for a re-verified creation and makes the next one fail', async () => {
    await using stage = await openStage('admin')
    const { gates, psql } = stage
    const id = stage.ids[change.of]
    await gates.close('before the commit')
    const creation = stage.makesKey(stopsAt('before the commit'))
    const writer = await gates.untilAwaitedBy(1)
    const changed = psql.sql(change.sql, id)
    expect(await psql.untilWaiting()).toEqual(writer)
    expect(await psql.isQueuedFor(id)).toBe(true)
    await gates.open('before the commit')
    expect(await creation).toMatchObject({ status: 200, code: null })
    await changed
    expect(await stage.makesKey('The next key')).toMatchObject(change.refusal)
    expect(await stage.made('api_key')).toEqual([stopsAt('before the commit')])
  })
})

// The funder's lock comes first, so a session stopped before the credential re-verification is stopped there.
const NOT_FUNDER = [...OF_KEYS, ...OF_USERS].filter((change) => change.of !== 'funder')

describe.for(NOT_FUNDER)('before an admin creates a key, $what in SQL', (change) => {
  it('does not wait and makes the creation fail', async () => {
    await using stage = await openStage('admin')
    const { gates, psql } = stage
    await gates.holdRevocationLock(stage.ids.funder)
    const creation = stage.makesKey('Not created')
    await gates.untilAwaitedBy(1)
    await psql.sql(change.sql, stage.ids[change.of])
    await gates.releaseRevocationLock(stage.ids.funder)
    expect(await creation).toMatchObject(change.refusal)
    expect(await stage.made('api_key')).toEqual([])
  })
})

describe('during a deletion through the API', () => {
  it('an UPDATE of the same key in psql and the deletion both succeed without a deadlock', async () => {
    await using stage = await openStage('broker')
    const { gates, psql, ids } = stage
    await gates.close('before the commit')
    const submission = stage.submits(stopsAt('before the commit'))
    const [writer] = await gates.untilAwaitedBy(1)
    const deletion = sendQuery(world.url, stage.admin, DELETE, { id: ids.key })
    await untilBlockedBy(world, writer!, 1)
    // psql holds the row, which the deletion needs, and waits for the lock that the deletion requested first.
    const changed = psql.sql(`UPDATE api_key SET name = 'Another name' WHERE id = $1`, ids.key)
    await psql.untilWaiting()
    await gates.open('before the commit')
    await expect(changed).resolves.toEqual([])
    expect(await submission).toMatchObject({ status: 200 })
    expect(await deletion).toMatchObject({ status: 200 })
  })
})

let world: World
beforeAll(async () => {
  world = await createWorld()
  await world.directory.know('ant.example')
  await installGates(world)
})
afterAll(() => world[Symbol.asyncDispose]())

interface MutationStage extends AsyncDisposable {
  readonly gates: Session
  readonly psql: Session
  /** The secret of the funder's own key. */
  readonly admin: string
  /** Ids of the caller's key and of the objects above it. */
  readonly ids: Record<Change['of'], string>
  submits(name: string): Promise<TimedResult>
  makesKey(name: string): Promise<TimedResult>
  /** Returns the names of the rows that the caller created. */
  made(table: 'submission' | 'api_key'): Promise<string[]>
}

/** Creates a funder with a broker who submits to it, or an admin who creates keys. */
async function openStage(who: 'broker' | 'admin'): Promise<MutationStage> {
  await using stack = new AsyncDisposableStack()
  const funder = await world.funder({ environment: 'PRODUCTION' })
  const caller = await (who === 'broker' ? funder.broker('bee.example') : funder.user())
  // The first use of a secret takes the key's lock by itself.
  await caller.latchkey.viewer()
  const [row] = await world.sql('SELECT * FROM api_key WHERE id = $1', caller.apiKeyId)
  const before = (await world.sql('SELECT id FROM api_key')).map(({ id }) => id)
  const gates = stack.use(await Session.open(world))
  const psql = stack.use(await Session.open(world))
  const resources = stack.move()
  return {
    gates,
    psql,
    admin: funder.secret,
    ids: {
      key: caller.apiKeyId,
      relationship: row.relationship_id,
      user: row.user_id,
      funder: funder.id,
    },
    submits: (name) => sendQuery(world.url, caller.secret, SUBMIT, { name }),
    makesKey: (name) => sendQuery(world.url, caller.secret, CREATE_KEY, { email: 'sam@ant.example', name }),
    async made(table) {
      const sql = `SELECT name FROM ${table} WHERE funder_id = $1 AND NOT id = ANY($2)`
      return (await world.sql(sql, funder.id, before)).map(({ name }) => name)
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
