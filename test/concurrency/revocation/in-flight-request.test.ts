// A request in flight while its key is deleted: its results are not sent to anyone.

import pg from 'pg'
import { expect, it } from 'vitest'
import { installGates, Session, stopsAt } from '../../support/concurrency/database-gates.ts'
import { CREATE_KEY, SUBMISSIONS, SUBMIT, sendQuery } from '../../support/concurrency/timed-request.ts'
import { startServers } from '../../support/processes/server-pair.ts'
import { createWorld } from '../../support/world.ts'

const INVALID = { status: 401, code: 'API_KEY_INVALID', data: null }

it('rejects an authenticated query whose key is deleted before its response is sent', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.submits('Corner Bakery, new oven')
  await using reader = await Session.open(world)
  await reader.sql('BEGIN')
  await reader.sql('LOCK TABLE submission IN ACCESS EXCLUSIVE MODE')
  const query = sendQuery(world.url, broker.secret, SUBMISSIONS)
  await reader.untilAwaitedBy(1)
  expect((await funder.deletes(broker.apiKeyId)).status).toBe(200)
  await reader.sql('COMMIT')
  expect(await query).toEqual(INVALID)
})

it('returns API_KEY_INVALID instead of the reference conflict if the key is deleted', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.submits('Corner Bakery, new oven')
  await using other = await Session.open(world)
  await other.sql('BEGIN')
  await other.sql(`UPDATE submission SET external_reference = 'A 1'`)
  const mutation = sendQuery(
    world.url,
    broker.secret,
    'mutation { createSubmission(input: { name: "Corner Bakery, once more", externalReference: "A 1" }) { id } }',
  )
  await other.untilAwaitedBy(1)
  expect((await funder.deletes(broker.apiKeyId)).status).toBe(200)
  await other.sql('COMMIT')
  expect(await mutation).toEqual(INVALID)
})

it('an admin key that is deleted while its requests wait creates and deletes nothing', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await world.directory.know('ant.example')
  const admin = await funder.key()
  // Consume the first use now: it would wait for the revocation lock itself.
  await admin.latchkey.viewer()
  await using holder = await Session.open(world)
  await holder.holdRevocationLock(funder.id)
  const acts = [
    sendQuery(world.url, admin.secret, CREATE_KEY, { email: 'sam@ant.example' }),
    admin.deletes(broker.apiKeyId).then(({ status, body }) => ({ status, ...body.errors[0].extensions })),
  ]
  await holder.untilAwaitedBy(2)
  await world.sql(
    `UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = $1`,
    admin.apiKeyId,
  )
  await holder.releaseRevocationLock(funder.id)
  for (const answer of await Promise.all(acts))
    expect(answer).toMatchObject({ status: 401, code: 'API_KEY_INVALID' })
  expect(await world.sql(`SELECT id, state FROM api_key WHERE kind = 'BROKER'`)).toEqual([
    { id: broker.apiKeyId, state: 'ACTIVE' },
  ])
})

it.for(['repeatable read', 'serializable'])(
  'rejects a submission whose key is deleted, with default isolation level %s',
  async (isolation) => {
    await using world = await createWorld()
    const funder = await world.funder()
    const broker = await funder.broker('bee.example')
    await installGates(world)
    const database = new URL(world.databaseUrl).pathname.slice(1)
    await world.sql(`ALTER DATABASE ${database} SET default_transaction_isolation = '${isolation}'`)
    // The server's database sessions start after this point.
    await using servers = await startServers(1, {
      url: world.databaseUrl,
      connections: 5,
    })
    const [address = ''] = servers.addresses
    const plain = new pg.Client({
      connectionString: world.databaseUrl,
      options: '-c idle_session_timeout=0',
    })
    await plain.connect()
    expect((await plain.query('SHOW transaction_isolation')).rows).toEqual([
      { transaction_isolation: isolation },
    ])
    await plain.end()
    await using gates = await Session.open(world)
    await gates.close('before the re-verification')
    const submission = sendQuery(address, broker.secret, SUBMIT, {
      name: stopsAt('before the re-verification'),
    })
    await gates.untilAwaitedBy(1)
    expect((await funder.deletes(broker.apiKeyId)).status).toBe(200)
    await gates.open('before the re-verification')
    expect(await submission).toEqual(INVALID)
    expect(await world.sql('SELECT name FROM submission')).toEqual([])
  },
)
