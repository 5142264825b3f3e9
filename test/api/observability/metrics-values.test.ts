// /metrics after known requests, with exact counts.

import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { installGates, Session, stopsAt } from '../../support/concurrency/database-gates.ts'
import { PASSWORD } from '../../support/person.ts'
import { createWorld } from '../../support/world.ts'
import { counts, countsIn, scrape } from './scrape.ts'

const REQUESTS = 'latchkey_request_duration_seconds'
const REVOCATIONS = 'latchkey_revocation_duration_seconds'
const REVERIFICATIONS = 'latchkey_reverifications_total'

/** Generous, because the machine may be busy. */
const TIMEOUT_MS = { timeout: 20_000 }

test('before any request, credential re-verifications are 0 and other counters are absent', async () => {
  await using world = await createWorld()
  const { body } = await scrape(world.url)
  expect(countsIn(body, REVERIFICATIONS)).toEqual({
    'write accepted': 0,
    'write refused': 0,
    'answer accepted': 0,
    'answer refused': 0,
  })
  for (const name of [REQUESTS, REVOCATIONS, 'latchkey_rate_limited_requests_total', 'latchkey_redis_up'])
    expect(countsIn(body, name)).toEqual({})
  expect(body).not.toContain('redis')
  // Process metrics belong to the program, not to a server instance.
  expect(body).not.toContain('process_')
})

test('counts requests by operation and outcome, and each credential re-verification', async () => {
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
  expect(countsIn(body, REVERIFICATIONS)).toEqual({
    'write accepted': 4,
    'write refused': 0,
    'answer accepted': 8,
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
  await expect
    .poll(() => counts(world.url, REVERIFICATIONS), TIMEOUT_MS)
    .toMatchObject({ 'write accepted': 1 })
  socket.destroy()
  await expect.poll(() => counts(world.url, REQUESTS), TIMEOUT_MS).toEqual({ 'other left': 1 })
})

test('counts a failed credential re-verification at the end of a write and again for the response', async () => {
  await using world = await createWorld()
  await installGates(world)
  await using session = await Session.open(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.query('{ viewer { environment } }')
  await session.close('before the re-verification')
  const refused = expect(broker.submits(stopsAt('before the re-verification'))).rejects.toMatchObject({
    code: 'API_KEY_INVALID',
  })
  await session.untilAwaitedBy(1)
  await world.sql(`UPDATE api_key SET state = 'INACTIVE' WHERE id = $1`, broker.apiKeyId)
  await session.open('before the re-verification')
  await refused
  expect(await counts(world.url, REVERIFICATIONS)).toEqual({
    'write accepted': 3,
    'write refused': 1,
    'answer accepted': 1,
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
