// A server, connection or pool stops inside a mutation: other requests must not wait forever.

import { expect, it, onTestFinished } from 'vitest'
import { installGates, Session, stopsAt } from '../support/concurrency/database-gates.ts'
import { DELETE, SUBMISSIONS, SUBMIT, sendQuery, VIEWER } from '../support/concurrency/timed-request.ts'
import { startServers } from '../support/processes/server-pair.ts'
import { createWorld } from '../support/world.ts'

it('a server that freezes between credential re-verification and commit does not block the deletion of a key', {
  timeout: 60_000,
}, async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await using servers = await startServers(2, {
    url: world.databaseUrl,
    connections: 5,
  })
  const [address = '', other = ''] = servers.addresses
  await using holder = await Session.open(world)
  await holder.holdRevocationLock(funder.id)
  const submission = sendQuery(address, broker.secret, SUBMIT, { name: 'Stopped in the middle' })
  await holder.untilAwaitedBy(1)
  servers.freeze(0)
  onTestFinished(() => servers.thaw(0))
  // The credential re-verification has succeeded, but the frozen server does not know it yet.
  await holder.releaseRevocationLock(funder.id)
  // The server answers, either after PostgreSQL has ended that transaction or with an error.
  const deletion = await sendQuery(other, funder.secret, DELETE, { id: broker.apiKeyId })
  expect([200, 503]).toContain(deletion.status)
  servers.thaw(0)
  const { status } = await submission
  const rows = await world.sql('SELECT name FROM submission')
  expect(rows).toHaveLength(status === 200 ? 1 : 0)
  if (deletion.status === 200) expect(status).not.toBe(200)
})

it('conflicts on all connections return REFERENCE_EXISTS and block no other request', async () => {
  await using world = await createWorld({ connections: 5 })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const same =
    'mutation { createSubmission(input: { name: "Corner Bakery, new oven", externalReference: "A 1" }) { id } }'
  expect((await sendQuery(world.url, broker.secret, same)).status).toBe(200)
  const answers = await Promise.all([
    ...Array.from({ length: 12 }, () => sendQuery(world.url, broker.secret, same)),
    sendQuery(world.url, funder.secret, VIEWER),
  ])
  expect(answers.map(({ status, code }) => code ?? status)).toEqual([
    ...Array(12).fill('REFERENCE_EXISTS'),
    200,
  ])
})

it('returns UNAVAILABLE and writes nothing if the connection breaks before the commit', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await installGates(world)
  await using gates = await Session.open(world)
  await gates.close('before the commit')
  const submission = sendQuery(world.url, broker.secret, SUBMIT, { name: stopsAt('before the commit') })
  const [pid] = await gates.untilAwaitedBy(1)
  await world.sql('SELECT pg_terminate_backend($1)', pid)
  const answer = await submission
  await gates.open('before the commit')
  expect(await world.sql('SELECT name FROM submission')).toEqual([])
  expect(await sendQuery(world.url, broker.secret, SUBMIT, { name: 'The next submission' })).toMatchObject({
    status: 200,
  })
  expect(answer).toMatchObject({ status: 503, code: 'UNAVAILABLE' })
})

it('retries after a serialization failure, also at the commit', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await world.sql(`
    CREATE SEQUENCE attempts;
    CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('attempts') = 1 THEN RAISE EXCEPTION 'Try again.' USING ERRCODE = 'serialization_failure'; END IF;
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER fail_once AFTER INSERT ON submission DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION fail_once()`)
  expect(await sendQuery(world.url, broker.secret, SUBMIT, { name: 'The second attempt' })).toMatchObject({
    status: 200,
  })
  expect(await world.sql('SELECT name FROM submission')).toEqual([{ name: 'The second attempt' }])
})

it('deletions that wait for a psql transaction leave connections for other requests', async () => {
  await using world = await createWorld({ connections: 7 })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await using psql = await Session.open(world)
  await psql.sql('BEGIN')
  await psql.sql('SELECT FROM api_key WHERE id = $1 FOR UPDATE', broker.apiKeyId)
  const deletions = Array.from({ length: 12 }, () =>
    sendQuery(world.url, funder.secret, DELETE, { id: broker.apiKeyId }),
  )
  await psql.untilAwaitedBy(1)
  // The response arrives while they all wait: the psql transaction ends only after it.
  expect((await sendQuery(world.url, funder.secret, SUBMISSIONS)).status).toBe(200)
  expect((await fetch(`${world.url}/ready`)).status).toBe(200)
  await psql.sql('COMMIT')
  const codes = (await Promise.all(deletions)).map(({ status, code }) => code ?? status).sort()
  expect(codes).toEqual([200, ...Array(11).fill('API_KEY_NOT_FOUND')])
})

it('first uses that wait for a psql transaction leave connections for other requests', async () => {
  await using world = await createWorld({ connections: 7 })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await sendQuery(world.url, funder.secret, VIEWER)
  await using psql = await Session.open(world)
  await psql.sql('BEGIN')
  await psql.sql('SELECT FROM secret WHERE api_key_id = $1 FOR UPDATE', broker.apiKeyId)
  const uses = Array.from({ length: 12 }, () => sendQuery(world.url, broker.secret, VIEWER))
  await psql.untilAwaitedBy(1)
  // The response arrives while they all wait: the psql transaction ends only after it.
  expect((await sendQuery(world.url, funder.secret, SUBMISSIONS)).status).toBe(200)
  expect((await fetch(`${world.url}/ready`)).status).toBe(200)
  await psql.sql('COMMIT')
  expect((await Promise.all(uses)).map(({ status }) => status)).toEqual(Array(12).fill(200))
})
