// Expiry during a request: the credential re-verification decides. None succeeds after the key expires.

import { expect, it } from 'vitest'
import { installGates, Session, stopsAt } from '../../support/concurrency/database-gates.ts'
import { CREATE_KEY, SUBMIT, sendQuery } from '../../support/concurrency/timed-request.ts'
import { createWorld } from '../../support/world.ts'

const INVALID = { status: 401, code: 'API_KEY_INVALID' }
const inAnHour = () => new Date(Date.now() + 3_600_000)

it('a key that expires between authentication and the credential re-verification writes nothing', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example', { expiresAt: inAnHour().toISOString() })
  await installGates(world)
  await using gates = await Session.open(world)
  await gates.close('before the re-verification')
  const submission = sendQuery(world.url, broker.secret, SUBMIT, {
    name: stopsAt('before the re-verification'),
  })
  await gates.untilAwaitedBy(1)
  await world.advance('2 hours')
  await gates.open('before the re-verification')
  expect(await submission).toMatchObject(INVALID)
  expect(await world.sql('SELECT name FROM submission')).toEqual([])
})

it('a key that expires after the credential re-verification succeeds, then fails on its next use', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example', { expiresAt: inAnHour().toISOString() })
  await installGates(world)
  await using gates = await Session.open(world)
  await gates.close('before the commit')
  const submission = sendQuery(world.url, broker.secret, SUBMIT, { name: stopsAt('before the commit') })
  await gates.untilAwaitedBy(1)
  await world.advance('2 hours')
  await gates.open('before the commit')
  expect(await submission).toMatchObject({ status: 200, code: null })
  expect(await sendQuery(world.url, broker.secret, SUBMIT, { name: 'The next submission' })).toMatchObject(
    INVALID,
  )
  expect(await world.sql('SELECT name FROM submission')).toEqual([{ name: stopsAt('before the commit') }])
})

it('an admin key that expires while it waits for the credential re-verification creates no key', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const admin = await funder.key({ expiresAt: inAnHour() })
  await world.directory.know('bee.example')
  await using holder = await Session.open(world)
  await holder.holdRevocationLock(funder.id)
  const creation = sendQuery(world.url, admin.secret, CREATE_KEY, { email: 'sam@bee.example' })
  await holder.untilAwaitedBy(1)
  await world.advance('2 hours')
  await holder.releaseRevocationLock(funder.id)
  expect(await creation).toMatchObject(INVALID)
  expect(await world.sql(`SELECT id FROM api_key WHERE kind = 'BROKER'`)).toEqual([])
})
