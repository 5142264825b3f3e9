// /metrics after known requests, with exact counts.

import { connect } from 'node:net'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createMetrics } from '@latchkey/server/observability/metrics.ts'
import { createServer } from '@latchkey/server/server.ts'
import { describe, expect, test } from 'vitest'
import { installGates, Session, stopsAt } from '../../support/concurrency/database-gates.ts'
import { PASSWORD } from '../../support/person.ts'
import { AUTH_KEYS, createWorld, MASTER_KEYS } from '../../support/world.ts'
import { counts, countsIn, scrape } from './scrape.ts'

const REQUESTS = 'latchkey_request_duration_seconds'
const REVOCATIONS = 'latchkey_revocation_duration_seconds'
const PROOFS = 'latchkey_reverifications_total'

/** Generous, because the machine may be busy. */
const TIMEOUT_MS = { timeout: 20_000 }

test('before any request, credential re-checks are 0 and other counters are absent', async () => {
  await using world = await createWorld()
  const { body } = await scrape(world.url)
  expect(countsIn(body, PROOFS)).toEqual({
    'write admitted': 0,
    'write refused': 0,
    'answer admitted': 0,
    'answer refused': 0,
  })
  for (const name of [REQUESTS, REVOCATIONS, 'latchkey_rate_limited_requests_total', 'latchkey_redis_up'])
    expect(countsIn(body, name)).toEqual({})
  expect(body).not.toContain('redis')
  // Process metrics belong to the program, not to a server instance.
  expect(body).not.toContain('process_')
})

test('counts requests by operation and outcome, and each credential re-check', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  // The first use of each key is a separate write.
  const broker = await funder.broker('bee.example')
  await broker.submits()
  await funder.query('{ viewer { environment } }')
  await funder.query(
    'query ($id: ID!) { __typename ...Rest } fragment Rest on Query { again: viewer { environment } apiKey(id: $id) { id } }',
    { id: broker.apiKeyId },
  )
  await funder.query('{ ... on Query { apiKeys { totalCount } } viewer { environment } }')
  await funder.query('{ __typename }')
  await broker.query('{ apiKey(id: "apk_01j00000000000000000000000") { id } }')
  await broker.query('mutation { deleteApiKey(input: { id: "apk_01j00000000000000000000000" }) { id } }')
  // Not executed, so not re-verified either.
  await funder.query('{ nothing }')
  await funder.query('{ viewer')
  await world.graphql(null, '{ viewer { environment } }')
  await world.graphql('key_nobody', '{ viewer { environment } }')
  await fetch(`${world.url}/graphql`, { method: 'OPTIONS' })
  for (const path of ['/', '/health', '/nowhere', '/auth/nowhere']) await fetch(`${world.url}${path}`)
  await world.sql('ALTER TABLE submission RENAME TO mishap')
  await funder.query('{ submissions { totalCount } }')
  const person = await funder.logsIn()
  await world.post('/auth/login', { username: person.username, password: 'not this one' })
  await world.post('/auth/login', { username: person.username, password: PASSWORD })
  await person.query('{ viewer { environment } }')
  await fetch(`${world.url}/auth/token`, { method: 'OPTIONS' })
  await fetch(`${world.url}/auth/token`)

  const { body } = await scrape(world.url)
  expect(countsIn(body, REQUESTS)).toEqual({
    'createBrokerKey ok': 1,
    'createSubmission ok': 1,
    'viewer ok': 3,
    'apiKeys ok': 1,
    'apiKey refused': 1,
    'deleteApiKey refused': 1,
    'other ok': 1,
    'other refused': 4,
    'submissions failed': 1,
    '/auth/token ok': 1,
    '/auth/token refused': 1,
    '/auth/login ok': 1,
    '/auth/login refused': 1,
  })
  expect(countsIn(body, PROOFS)).toEqual({
    'write admitted': 4,
    'write refused': 0,
    'answer admitted': 8,
    'answer refused': 0,
  })
})

test('counts a client that disconnects before the response', async () => {
  await using world = await createWorld()
  const { secret } = await world.funder()
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1')
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: a\r\nx-api-key: ${secret}\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{`,
  )
  // Its first use was written, so it is in the middle of the body.
  await expect.poll(() => counts(world.url, PROOFS), TIMEOUT_MS).toMatchObject({ 'write admitted': 1 })
  socket.destroy()
  await expect.poll(() => counts(world.url, REQUESTS), TIMEOUT_MS).toEqual({ 'other left': 1 })
})

test('counts a failed credential re-check at the end of a write and again for the response', async () => {
  await using world = await createWorld()
  await installGates(world)
  await using session = await Session.open(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.query('{ viewer { environment } }')
  await session.close('before the re-check')
  const refused = expect(broker.submits(stopsAt('before the re-check'))).rejects.toMatchObject({
    code: 'API_KEY_INVALID',
  })
  await session.untilAwaitedBy(1)
  await world.sql(`UPDATE api_key SET state = 'INACTIVE' WHERE id = $1`, broker.apiKeyId)
  await session.open('before the re-check')
  await refused
  expect(await counts(world.url, PROOFS)).toEqual({
    'write admitted': 3,
    'write refused': 1,
    'answer admitted': 1,
    'answer refused': 1,
  })
})

test('counts each revocation once it is committed', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const [{ id: relationshipId }] = await world.sql('SELECT id FROM relationship')
  const owner = await funder.logsIn()
  const { userId } = await funder.logsIn({ role: 'VIEWER' })
  const other = await funder.logsIn()
  const changes = async (name: string, input: object) => {
    const type = `${name.replace(/^./, (first) => first.toUpperCase())}Input!`
    const { body } = await owner.query(
      `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`,
      { input },
    )
    expect(body.errors).toBeUndefined()
  }
  const key = { id: broker.apiKeyId }
  await changes('updateApiKey', { ...key, name: 'Of Bee' })
  await changes('rotateApiKey', key)
  await changes('cancelRotation', key)
  await changes('rotateApiKey', { ...key, graceSeconds: 60 })
  await changes('finishRotation', key)
  await changes('rotateApiKey', { ...key, graceSeconds: 0 })
  for (const rotation of [
    'mutation ($id: ID!) { rotateApiKey(input: { id: $id, graceSeconds: 0 }) { secret } }',
    'mutation ($id: ID!, $grace: Int = 0) { rotateApiKey(input: { id: $id, graceSeconds: $grace }) { secret } }',
    'mutation ($id: ID!) { ...A } fragment A on Mutation { rotateApiKey(input: { graceSeconds: 0, id: $id }) { secret } }',
  ])
    expect((await owner.query(rotation, key)).body.errors).toBeUndefined()
  await changes('deactivateApiKey', key)
  await changes('reactivateApiKey', key)
  await changes('pauseRelationship', { id: relationshipId })
  await changes('resumeRelationship', { id: relationshipId })
  await changes('endRelationship', { id: relationshipId })
  await changes('deleteApiKey', { id: (await funder.tieredKey('PUBLIC', ['SUBMISSIONS'])).apiKeyId })
  await changes('changeRole', { id: userId, role: 'DEVELOPER' })
  await changes('disableUser', { id: userId })
  // Rejected: nothing was revoked.
  await owner.query('mutation { deleteApiKey(input: { id: "apk_01j00000000000000000000000" }) { id } }')
  expect((await other.posts('/auth/logout')).status).toBe(204)
  const password = { currentPassword: PASSWORD, password: 'nine swans under the old bridge' }
  expect((await owner.posts('/auth/password/change', password)).status).toBe(204)
  const again = await funder.logsIn({ role: 'ADMIN' })
  expect((await again.posts('/auth/logout-everywhere')).status).toBe(204)
  await world.post('/auth/password/reset', { token: 'A'.repeat(43), password: password.password })

  expect(await counts(world.url, REVOCATIONS)).toEqual({
    updateApiKey: 1,
    cancelRotation: 1,
    finishRotation: 1,
    rotateApiKey: 4,
    deactivateApiKey: 1,
    pauseRelationship: 1,
    endRelationship: 1,
    deleteApiKey: 1,
    changeRole: 1,
    disableUser: 1,
    '/auth/logout': 1,
    '/auth/password/change': 1,
    '/auth/logout-everywhere': 1,
  })
})

test('keeps the metrics of two servers in one process apart', async () => {
  await using world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  await funder.query('{ viewer { environment } }', {}, { server: 1 })
  const [first, second] = world.urls
  expect(await counts(first ?? '', REQUESTS)).toEqual({})
  expect(await counts(second ?? '', REQUESTS)).toEqual({ 'viewer ok': 1 })
})

describe('gauges', () => {
  test('reports used and idle connections, waiting queries and pending jobs', async () => {
    await using world = await createWorld({ workers: false })
    const { database } = world
    const mailer = { send: () => Promise.reject(new Error('This test sends no mail.')) }
    const server = createServer({
      database,
      log: createLog('silent'),
      authKeys: AUTH_KEYS,
      masterKeys: MASTER_KEYS,
      mailer,
      workers: false,
    })
    await using opened = new AsyncDisposableStack()
    const url = await server.listen(0, '127.0.0.1')
    opened.defer(() => server.drain())
    for (const userId of ['usr_1', 'usr_2'])
      await createSystemTransaction(database.prisma)((tx) =>
        server.jobs.enqueue(tx, 'mail', { kind: 'WELCOME', userId }),
      )
    await database.jobPool.query('SELECT 1')
    const held = await database.credentialPool.connect()
    const waiting = database.credentialPool.query('SELECT 1')
    const { body } = await scrape(url)
    held.release()
    await waiting
    expect(countsIn(body, 'latchkey_database_connections')).toMatchObject({
      'general in_use': 0,
      'general idle': 1,
      'credentials in_use': 1,
      'credentials idle': 0,
    })
    expect(countsIn(body, 'latchkey_database_pending_queries')).toEqual({
      general: 0,
      credentials: 1,
      jobs: 0,
    })
    expect(countsIn(body, 'latchkey_pending_jobs')).toEqual({ mail: 2 })
  })

  test('reports rate limits and Redis once there are values', async () => {
    const metrics = createMetrics()
    metrics.limited('window', 'PUBLIC')
    metrics.limited('burst', 'PARTNER')
    metrics.limited('burst', 'PARTNER')
    metrics.limited('addresses', null)
    expect(await metrics.registry.metrics()).not.toContain('redis')
    metrics.redis.up(true)
    for (let count = 0; count < 3; count += 1) metrics.redis.sent()
    metrics.redis.failed()
    metrics.redis.up(false)
    const text = await metrics.registry.metrics()
    expect(countsIn(text, 'latchkey_rate_limited_requests_total')).toEqual({
      'window PUBLIC': 1,
      'burst PARTNER': 2,
      'addresses none': 1,
    })
    expect(countsIn(text, 'latchkey_redis_up')).toEqual({ '': 0 })
    expect(countsIn(text, 'latchkey_redis_commands_total')).toEqual({ '': 3 })
    expect(countsIn(text, 'latchkey_redis_failures_total')).toEqual({ '': 1 })
  })
})
