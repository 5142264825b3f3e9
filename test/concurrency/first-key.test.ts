// Creates the first key of a relationship while another transaction creates and ends it.

import { expect, it } from 'vitest'
import { installGates, Session, stopsAt } from '../support/concurrency/database-gates.ts'
import { CREATE_KEY, sendQuery } from '../support/concurrency/timed-request.ts'
import { createWorld } from '../support/world.ts'

it('locks a concurrently created relationship, so that ending it deletes the new key', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const brokerId = await world.directory.know('bee.example')
  await installGates(world)
  await using gates = await Session.open(world)
  await using psql = await Session.open(world)
  await gates.holdRevocationLock(funder.id)
  await gates.close('before the commit')
  const creation = sendQuery(world.url, funder.secret, CREATE_KEY, {
    email: 'sam@bee.example',
    name: stopsAt('before the commit'),
  })
  // The request has looked for the relationship, found none, and waits for the credential re-verification.
  await gates.untilAwaitedBy(1)
  const id = 'rel_made_meanwhile'
  await psql.sql(
    `INSERT INTO relationship (id, funder_id, broker_id, environment) VALUES ($1, $2, $3, 'DEVELOPMENT')`,
    id,
    funder.id,
    brokerId,
  )
  await gates.releaseRevocationLock(funder.id)
  const writer = await gates.untilAwaitedBy(1)
  // The same statements as endRelationship, in one transaction.
  await psql.sql('BEGIN')
  const ended = psql
    .sql(`UPDATE relationship SET status = 'ENDED' WHERE id = $1`, id)
    .then(() =>
      psql.sql(
        `UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE relationship_id = $1 AND state <> 'DELETED'`,
        id,
      ),
    )
    .then(() => psql.sql('COMMIT'))
  const waited = await Promise.race([psql.untilWaiting(), ended.then(() => 'nobody')])
  await gates.open('before the commit')
  await Promise.all([creation, ended])
  expect(waited).toEqual(writer)
  expect(
    await world.sql(
      `SELECT k.id FROM api_key k JOIN relationship r ON r.id = k.relationship_id
       WHERE r.status = 'ENDED' AND k.state <> 'DELETED'`,
    ),
  ).toEqual([])
})
