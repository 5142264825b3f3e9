// A mutation reads its nested fields in its transaction, before the credential is re-verified.
// So the response contains only data that a still accepted credential could read, and every commit has a
// response.

import { expect, it } from 'vitest'
import { installGates, Session, stopsAt } from '../support/concurrency/database-gates.ts'
import { byBearer, INVITE, SUBMIT_NESTED, sendQuery } from '../support/concurrency/timed-request.ts'
import { createWorld, type World } from '../support/world.ts'

const NAME = { name: 'Corner Bakery, new oven' }
const INVALID = { status: 401, code: 'API_KEY_INVALID', data: null }

/** Opens a session that locks a table exclusively. Readers wait, for at most 0.8 s. */
async function locking(world: World, table: 'broker_domain' | 'rejected_use'): Promise<Session> {
  const session = await Session.open(world)
  await session.sql('BEGIN')
  await session.sql(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
  return session
}

async function submissions(world: World): Promise<number> {
  const [row] = await world.sql('SELECT count(*)::int AS count FROM submission')
  return row.count
}

it("returns no value written after the key's deletion, and writes nothing", async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.latchkey.viewer()
  await using holder = await locking(world, 'broker_domain')
  const submission = sendQuery(world.url, broker.secret, SUBMIT_NESTED, NAME)
  await holder.untilAwaitedBy(1)
  expect((await funder.deletes(broker.apiKeyId)).status).toBe(200)
  await holder.sql(`UPDATE broker_domain SET domain = 'after.example'`)
  await holder.sql('COMMIT')
  expect(await submission).toEqual(INVALID)
  expect(await submissions(world)).toBe(0)
})

it('a key mutation holds the lock of its credential until its nested fields are resolved', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const admin = await funder.key()
  await admin.latchkey.viewer()
  await using holder = await locking(world, 'broker_domain')
  const change = sendQuery(
    world.url,
    admin.secret,
    'mutation ($id: ID!) { deactivateApiKey(input: { id: $id }) { state relationship { broker { domains } } } }',
    { id: broker.apiKeyId },
  )
  const [pid] = await holder.untilAwaitedBy(1)
  let deleted = false
  const deletion = funder.deletes(admin.apiKeyId).finally(() => (deleted = true))
  await using observer = await Session.open(world)
  const waitsForChange = async () =>
    (await observer.sql('SELECT FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))', pid)).length
  await expect.poll(waitsForChange, { interval: 5, timeout: 30_000 }).toBe(1)
  expect(deleted).toBe(false)
  await holder.sql('COMMIT')
  expect(await change).toEqual({
    status: 200,
    code: null,
    data: {
      deactivateApiKey: { state: 'INACTIVE', relationship: { broker: { domains: ['bee.example'] } } },
    },
  })
  expect((await deletion).status).toBe(200)
})

it('a failing nested read writes nothing, and the error says so', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const headers = { 'idempotency-key': 'a-submission' }
  {
    await using holder = await locking(world, 'broker_domain')
    const { status, body } = await broker.query(SUBMIT_NESTED, NAME, { headers })
    expect(status).toBe(503)
    expect(body).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
    expect(body.errors[0].message).toContain('Nothing was written')
    expect(await submissions(world)).toBe(0)
    await holder.sql('COMMIT')
  }
  expect((await broker.query(SUBMIT_NESTED, NAME, { headers })).status).toBe(200)
  expect(await submissions(world)).toBe(1)
})

it('a nested read that fails while the key is deleted returns 401 and writes nothing', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.latchkey.viewer()
  await using holder = await locking(world, 'broker_domain')
  const submission = sendQuery(world.url, broker.secret, SUBMIT_NESTED, NAME)
  await holder.untilAwaitedBy(1)
  expect((await funder.deletes(broker.apiKeyId)).status).toBe(200)
  expect(await submission).toEqual(INVALID)
  expect(await submissions(world)).toBe(0)
})

it('a connection that breaks during a nested read writes nothing, and the error says so', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await using holder = await locking(world, 'broker_domain')
  const submission = broker.query(SUBMIT_NESTED, NAME)
  const [pid] = await holder.untilAwaitedBy(1)
  await world.sql('SELECT pg_terminate_backend($1)', pid)
  const { status, body } = await submission
  expect([status, body.errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE'])
  expect(body.errors[0].message).toContain('Nothing was written')
  expect(await submissions(world)).toBe(0)
})

it('a client that disconnects during a nested read writes nothing', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await using holder = await locking(world, 'broker_domain')
  const leaving = new AbortController()
  const answer = fetch(`${world.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': broker.secret },
    body: JSON.stringify({ query: SUBMIT_NESTED, variables: NAME }),
    signal: leaving.signal,
  })
  const [pid] = await holder.untilAwaitedBy(1)
  leaving.abort()
  await expect(answer).rejects.toThrow('aborted')
  // The server processes the disconnect before these requests.
  for (let time = 0; time < 3; time += 1) await fetch(`${world.url}/health`)
  await holder.sql('COMMIT')
  const isOpen = async () =>
    (await world.sql(`SELECT FROM pg_stat_activity WHERE pid = $1 AND state <> 'idle'`, pid)).length
  await expect.poll(isOpen, { interval: 5, timeout: 30_000 }).toBe(0)
  expect(await submissions(world)).toBe(0)
})

it('a commit with an unknown outcome returns UNAVAILABLE, never 401', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.latchkey.viewer()
  await installGates(world)
  await using gates = await Session.open(world)
  await gates.close('before the commit')
  const submission = broker.query(
    'mutation ($name: String!) { createSubmission(input: { name: $name }) { id } }',
    {
      name: stopsAt('before the commit'),
    },
  )
  const [pid] = await gates.untilAwaitedBy(1)
  // psql waits for the commit and runs as soon as the connection breaks.
  await using administrator = await Session.open(world)
  const deletion = administrator.tries(
    `UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = $1`,
    broker.apiKeyId,
  )
  await administrator.untilWaiting()
  await world.sql('SELECT pg_terminate_backend($1)', pid)
  expect(await deletion).toBe('done')
  const { status, body } = await submission
  expect([status, body.errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE'])
  expect(body.errors[0].message).toContain('check whether it took effect')
  await gates.open('before the commit')
})

it('creates no secret that cannot be returned, and keeps the old secret valid', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.latchkey.viewer()
  await world.directory.know('ant.example')
  const create = `mutation { createBrokerKey(input: { email: "sam@ant.example" }) { secret apiKey { rejectedUses { address } } } }`
  const rotate = `mutation ($id: ID!) {
    rotateApiKey(input: { id: $id, graceSeconds: 0 }) { secret apiKey { rejectedUses { address } } } }`
  {
    await using holder = await locking(world, 'rejected_use')
    const created = await funder.query(create)
    expect(created.body).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
    await holder.sql('COMMIT')
    expect(await world.sql(`SELECT count(*)::int FROM api_key WHERE kind = 'BROKER'`)).toEqual([{ count: 1 }])
  }
  expect((await funder.query(create)).status).toBe(200)
  {
    await using holder = await locking(world, 'rejected_use')
    const rotation = funder.query(rotate, { id: broker.apiKeyId })
    const [pid] = await holder.untilAwaitedBy(1)
    await world.sql('SELECT pg_terminate_backend($1)', pid)
    expect((await rotation).body).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    })
    await holder.sql('COMMIT')
  }
  expect(await broker.latchkey.viewer()).toBeDefined()
})

it('a key that deletes itself gets all the fields that it selected', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const key = await funder.key()
  const answer = await sendQuery(
    world.url,
    key.secret,
    'mutation ($id: ID!) { deleteApiKey(input: { id: $id }) { state createdBy { id } secrets { prefix } rejectedUses { address } } }',
    { id: key.apiKeyId },
  )
  expect(answer).toMatchObject({ status: 200, code: null })
  expect(answer.data.deleteApiKey).toMatchObject({ state: 'DELETED', rejectedUses: [] })
  expect((await sendQuery(world.url, key.secret, '{ viewer { environment } }')).status).toBe(401)
})

it('mails an invitation only after its commit', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  await installGates(world)
  await using gates = await Session.open(world)
  const { bearer } = await funder.logsIn()
  const invite = (username: string) =>
    sendQuery(world.url, byBearer(bearer), INVITE, { username, name: stopsAt('before the commit') })
  await gates.close('before the commit')
  const first = invite('first')
  await gates.untilAwaitedBy(1)
  expect(await world.mails()).toEqual([])
  await gates.open('before the commit')
  expect(await first).toMatchObject({ status: 200 })
  expect(await world.mails()).toHaveLength(1)
  await gates.close('before the commit')
  const second = invite('second')
  const [pid] = await gates.untilAwaitedBy(1)
  await world.sql('SELECT pg_terminate_backend($1)', pid)
  expect(await second).toMatchObject({ status: 503, code: 'UNAVAILABLE' })
  await gates.open('before the commit')
  expect(await world.mails()).toHaveLength(1)
})
