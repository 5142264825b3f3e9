// Usage by hour and day: what is counted, when, and who sees it.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { createWorld } from '../../support/world.ts'
import { asksFrom, hourOf, tenPastTen, usageOf, usedOf, VIEWER } from './usage-query.ts'

test('counts each request once, with its cost, error code and address', async () => {
  await using world = await createWorld()
  await tenPastTen(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const partly = '{ viewer { environment apiKey { previewAllowList(allowList: ["x"]) { allowList } } } }'
  const answers = [
    await broker.query('mutation { createSubmission(input: { name: "Corner Bakery, new oven" }) { id } }'),
    await broker.query('{ viewer { environment } again: viewer { environment } }'),
    await broker.query(partly),
  ]
  expect(answers.map(outcome)).toEqual(['200', '200', '200 VALIDATION_FAILED'])
  expect(answers[2]?.body.data).toEqual({ viewer: { environment: 'DEVELOPMENT', apiKey: null } })
  await asksFrom(broker, '127.0.0.2')
  await asksFrom(broker, '127.0.0.2')
  const charged = answers.map(({ extensions }) => extensions.cost.charged)
  const cost = charged.reduce((sum, one) => sum + one, 2)
  expect(await usedOf(funder, broker.apiKeyId)).toEqual([{ requests: 5, cost, refusals: [], addresses: 2 }])
})

test('counts requests that fail after authentication with their error code', async () => {
  await using world = await createWorld()
  await tenPastTen(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const answers = [
    await broker.query('{ users { totalCount } }'),
    await broker.query('{ users { totalCount } }'),
    await broker.query('{ nothing }'),
    await broker.query('query { viewer { environment } } #'.padEnd(1_100_000, ' ')),
    await broker.query(VIEWER, {}, { headers: { 'idempotency-key': '!' } }),
    await broker.query(VIEWER, {}, { headers: { accept: 'text/html' } }),
    await broker.query('mutation { createSubmission(input: { name: "Short" }) { id } }'),
  ]
  expect(answers.map(outcome)).toEqual([
    '403 WRONG_KEY_KIND',
    '403 WRONG_KEY_KIND',
    '200 BAD_REQUEST',
    '413 PAYLOAD_TOO_LARGE',
    '400 BAD_REQUEST',
    '406 NOT_ACCEPTABLE',
    '422 VALIDATION_FAILED',
  ])
  const [used] = await usedOf(funder, broker.apiKeyId)
  expect(used).toMatchObject({
    requests: 7,
    addresses: 1,
    refusals: [
      { code: 'BAD_REQUEST', count: 2 },
      { code: 'WRONG_KEY_KIND', count: 2 },
      { code: 'NOT_ACCEPTABLE', count: 1 },
      { code: 'PAYLOAD_TOO_LARGE', count: 1 },
      { code: 'VALIDATION_FAILED', count: 1 },
    ],
  })
})

test('counts requests that fail authentication with their error code, without cost', async () => {
  await using world = await createWorld()
  await tenPastTen(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example', { allowList: ['127.0.0.1'] })
  const { relationship } = await broker.latchkey.viewer()
  expect(outcome(await asksFrom(broker, '127.0.0.2'))).toBe('403 IP_NOT_ALLOWED')
  await funder.latchkey.relationships.pause(relationship!.id)
  expect(outcome(await broker.query(VIEWER))).toBe('403 RELATIONSHIP_PAUSED')
  await funder.latchkey.relationships.resume(relationship!.id)
  await funder.deletes(broker.apiKeyId)
  for (const address of ['127.0.0.1', '127.0.0.2'])
    expect(outcome(await asksFrom(broker, address))).toBe('401 API_KEY_INVALID')
  expect(await usedOf(funder, broker.apiKeyId)).toEqual([
    {
      requests: 5,
      cost: 1,
      refusals: [
        { code: 'API_KEY_INVALID', count: 2 },
        { code: 'IP_NOT_ALLOWED', count: 1 },
        { code: 'RELATIONSHIP_PAUSED', count: 1 },
      ],
      addresses: 1,
    },
  ])
})

test('counts rate-limited requests as rejected, without cost', async () => {
  const PARTNER = { perWindow: 3, perSecond: 100_000 }
  await using world = await createWorld({ limits: { ...UNLIMITED, tiers: { ...UNLIMITED.tiers, PARTNER } } })
  await tenPastTen(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  for (let index = 0; index < 5; index += 1) await broker.query(VIEWER)
  expect(await usedOf(funder, broker.apiKeyId)).toEqual([
    { requests: 5, cost: 3, refusals: [{ code: 'RATE_LIMITED', count: 2 }], addresses: 1 },
  ])
})

test('each hour of the database clock is a period; a day counts each address once', async () => {
  await using world = await createWorld()
  const day = await tenPastTen(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await asksFrom(broker, '127.0.0.1')
  await asksFrom(broker, '127.0.0.2')
  await world.advance('49 minutes')
  await asksFrom(broker, '127.0.0.2')
  // Two hours in one write.
  await world.advance('1 minute')
  await asksFrom(broker, '127.0.0.2')
  await asksFrom(broker, '127.0.0.3')
  await asksFrom(broker, '127.0.0.3', { query: '{ users { totalCount } }' })
  await world.advance('13 hours')
  await asksFrom(broker, '127.0.0.3')

  const hours = await usageOf(funder, broker.apiKeyId)
  expect(hours).toHaveLength(24)
  const none = { requests: 0, cost: 0, refusals: [], addresses: 0 }
  const used = new Map([
    [10, { requests: 3, cost: 3, refusals: [], addresses: 2 }],
    [11, { requests: 3, cost: 3, refusals: [{ code: 'WRONG_KEY_KIND', count: 1 }], addresses: 2 }],
    [24, { requests: 1, cost: 1, refusals: [], addresses: 1 }],
  ])
  expect(hours).toEqual(
    Array.from({ length: 24 }, (_, index) => ({
      from: hourOf(day, index + 1),
      to: hourOf(day, index + 2),
      ...(used.get(index + 1) ?? none),
    })),
  )
  expect(await usageOf(funder, broker.apiKeyId, { by: 'DAY', from: hourOf(day, -1) })).toEqual([
    { from: hourOf(day, -24), to: hourOf(day, 0), ...none },
    {
      from: hourOf(day, 0),
      to: hourOf(day, 24),
      requests: 6,
      cost: 6,
      refusals: [{ code: 'WRONG_KEY_KIND', count: 1 }],
      addresses: 3,
    },
    { from: hourOf(day, 24), to: hourOf(day, 48), requests: 1, cost: 1, refusals: [], addresses: 1 },
  ])
})

test('adds up the counts of two servers and counts a shared address once', async () => {
  await using world = await createWorld({ servers: 2 })
  await tenPastTen(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  for (let round = 0; round < 5; round += 1) {
    for (const server of [0, 1]) {
      await asksFrom(broker, '127.0.0.2', { server })
      await asksFrom(broker, `127.0.1.${round}`, { server })
    }
    await world.flushUsage()
  }
  expect(await usedOf(funder, broker.apiKeyId)).toEqual([
    { requests: 20, cost: 20, refusals: [], addresses: 6 },
  ])
})

test('distinguishes at most 1,000 addresses per hour', async () => {
  await using world = await createWorld()
  await tenPastTen(world)
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await world.sql(
    `INSERT INTO usage_address SELECT $1, (app_now() AT TIME ZONE 'UTC')::date, 'address ' || n, 1 << 10
     FROM generate_series(1, 998) n`,
    broker.apiKeyId,
  )
  await world.sql(
    `INSERT INTO usage_hour VALUES ($1, date_trunc('hour', app_now(), 'UTC'), 998, 998, 998, 998, '{}')`,
    broker.apiKeyId,
  )
  for (const address of ['127.0.0.2', '127.0.0.3', '127.0.0.4']) await asksFrom(broker, address)
  await world.flushUsage()
  await asksFrom(broker, '127.0.0.5')
  expect(await usedOf(funder, broker.apiKeyId)).toEqual([
    { requests: 1002, cost: 1002, refusals: [], addresses: 1000 },
  ])
  expect(await world.sql('SELECT count(*)::int FROM usage_address WHERE hours = 1 << 10')).toEqual([
    { count: 1001 },
  ])
})

test('counts each key separately and shows the counts only to its own tenant', async () => {
  await using world = await createWorld()
  await tenPastTen(world)
  const development = await world.funder()
  const production = await development.inEnvironment('PRODUCTION')
  const other = await world.funder()
  const broker = await development.broker('bee.example')
  const twin = await production.broker('bee.example')
  const stranger = await other.broker('bee.example')
  for (let index = 0; index < 3; index += 1) await broker.query(VIEWER)
  await twin.query(VIEWER)
  const once = [{ requests: 1, cost: 1, refusals: [], addresses: 1 }]
  expect(await usedOf(production, twin.apiKeyId)).toEqual(once)
  expect(await usedOf(other, stranger.apiKeyId)).toEqual([])
  expect(await usedOf(development, broker.apiKeyId)).toEqual([{ ...once[0], requests: 3, cost: 3 }])
  const document = 'query ($id: ID!) { apiKey(id: $id) { usage { requests } addresses { address } } }'
  for (const somebody of [production, other, twin, stranger]) {
    const answer = await somebody.query(document, { id: broker.apiKeyId })
    expect(outcome(answer)).toBe('404 API_KEY_NOT_FOUND')
  }
})

test('every kind of key sees its own usage in viewer, without the current request', async () => {
  await using world = await createWorld()
  await tenPastTen(world)
  const funder = await world.funder()
  const holders = [
    await funder.broker('bee.example'),
    await funder.user({ role: 'VIEWER' }),
    await funder.tieredKey('PUBLIC', ['SUBMISSIONS']),
  ]
  for (const holder of holders) {
    await holder.query(VIEWER)
    await world.flushUsage()
    const document = '{ viewer { apiKey { usage { requests addresses } addresses { address count } } } }'
    const { body } = await holder.query(document)
    expect(body.data.viewer.apiKey.usage.at(-1)).toEqual({ requests: 1, addresses: 1 })
    expect(body.data.viewer.apiKey.addresses).toEqual([{ address: '127.0.0.1', count: 1 }])
  }
})

test('does not count the requests of sessions', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const person = await funder.logsIn()
  await person.query(VIEWER)
  await world.flushUsage()
  expect(await world.sql('SELECT FROM usage_hour')).toEqual([])
})
