// open-production: opens PRODUCTION for a funder, and can close it again exactly.

import { expect, test } from 'vitest'
import { installGates, Session, stopsAt, untilBlockedBy } from '../../support/concurrency/database-gates.ts'
import { SUBMIT, sendQuery } from '../../support/concurrency/timed-request.ts'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'
import { admin, adminJson } from './run-cli.ts'

const VIEWER = '{ viewer { environment } }'

test('opens and closes PRODUCTION; repeating a command changes nothing', async () => {
  await using world = await createWorld()
  const funder = await world.funder({ name: 'Harbor' })
  const production = await funder.inEnvironment('PRODUCTION')
  const set = (...args: string[]) =>
    adminJson({ DATABASE_URL: world.databaseUrl }, 'open-production', '--funder', ...args)
  const closed = { funder: { id: funder.id, name: 'Harbor', productionOpenedAt: null } }

  expect(await set(funder.id, '--close')).toEqual({ ...closed, changed: true })
  expect(outcome(await production.query(VIEWER))).toBe('401 API_KEY_INVALID')
  expect(outcome(await funder.query(VIEWER))).toBe('200')

  const opened = await set('Harbor')
  expect(opened).toMatchObject({ funder: { id: funder.id }, changed: true })
  expect(outcome(await production.query(VIEWER))).toBe('200')
  await world.advance('1 day')
  expect(await set('Harbor')).toEqual({ ...opened, changed: false })

  expect(await set('Harbor', '--close')).toEqual({ ...closed, changed: true })
  expect(await set('Harbor', '--close')).toEqual({ ...closed, changed: false })
  expect(outcome(await production.query(VIEWER))).toBe('401 API_KEY_INVALID')

  expect(await set('harbor')).toMatchObject({ issues: [{ path: 'funder', code: 'NOT_FOUND' }] })
  await world.funder({ name: 'Harbor' })
  expect(await set('Harbor')).toMatchObject({ issues: [{ path: 'funder', code: 'AMBIGUOUS' }] })
})

test('closing waits for a submission that is about to commit and makes later ones fail', async () => {
  await using world = await createWorld()
  await installGates(world)
  const funder = await world.funder({ environment: 'PRODUCTION' })
  const broker = await funder.broker('bee.example')
  await using gates = await Session.open(world)
  await gates.close('before the commit')
  // The command waits for the funder's row until the submission is about to commit. So neither the start time
  // of a process nor the maximum duration of a transaction matters.
  await using row = await Session.open(world)
  await row.sql('BEGIN')
  await row.sql('SELECT FROM funder WHERE id = $1 FOR NO KEY UPDATE', funder.id)
  const closing = admin(
    { DATABASE_URL: world.databaseUrl },
    ...['open-production', '--funder', funder.id, '--close'],
  )
  await row.untilAwaitedBy(1)
  const submission = sendQuery(world.url, broker.secret, SUBMIT, { name: stopsAt('before the commit') })
  const [writer] = await gates.untilAwaitedBy(1)
  await row.sql('COMMIT')
  await untilBlockedBy(world, writer!, 1)
  await gates.open('before the commit')
  expect(await submission).toMatchObject({ status: 200, code: null })
  expect(await closing).toMatchObject({ code: 0, err: '' })
  const next = await sendQuery(world.url, broker.secret, SUBMIT, { name: 'The next submission' })
  expect(next).toMatchObject({ status: 401, code: 'API_KEY_INVALID' })
  expect(await world.sql('SELECT name FROM submission')).toEqual([{ name: stopsAt('before the commit') }])
})
