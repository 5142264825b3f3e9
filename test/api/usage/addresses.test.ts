// The last 20 addresses of a key, and whether an allow-list would accept them.

import { expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'
import { addresses, asksFrom } from './usage-query.ts'

async function lastOf(funder: Funder, id: string): Promise<{ address: string; count: number }[]> {
  await funder.world.flushUsage()
  const { addresses: last } = await funder.latchkey.apiKeys.get(id)
  return last.map(({ address, count }) => ({ address, count }))
}

test('keeps each address with its first and last use, its count and its user agent', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await asksFrom(broker, '127.0.0.2')
  await asksFrom(broker, '127.0.0.3')
  await world.flushUsage()
  await world.advance('1 day')
  await asksFrom(broker, '127.0.0.2')
  await world.flushUsage()
  const { addresses: last } = await funder.latchkey.apiKeys.get(broker.apiKeyId)
  expect(last).toEqual([
    expect.objectContaining({ address: '127.0.0.2', count: 2, userAgent: 'from 127.0.0.2' }),
    expect.objectContaining({ address: '127.0.0.3', count: 1, userAgent: 'from 127.0.0.3' }),
  ])
  const between = (index: number) => Date.parse(last[index]!.lastAt) - Date.parse(last[index]!.firstAt)
  expect(between(0)).toBeGreaterThan(86_000_000)
  expect(between(1)).toBe(0)
})

test('keeps the last 20 of 1,000 addresses in one write', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const all = addresses(1_000)
  for (const address of all) await asksFrom(broker, address)
  const last = await lastOf(funder, broker.apiKeyId)
  expect(last).toHaveLength(20)
  expect(new Set(last.map(({ address }) => address)).isSubsetOf(new Set(all.slice(-40)))).toBe(true)
  expect(
    await world.sql('SELECT count(*)::int FROM key_address WHERE api_key_id = $1', broker.apiKeyId),
  ).toEqual([{ count: 20 }])
})

test('keeps the last 20 of 50 addresses over several writes of two servers', async () => {
  await using world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const all = addresses(50)
  for (const [index, address] of all.entries()) {
    await asksFrom(broker, address, { server: index % 2 })
    if (index % 4 === 3) await world.flushUsage()
  }
  expect(await lastOf(funder, broker.apiKeyId)).toEqual(
    all
      .slice(-20)
      .map((address) => ({ address, count: 1 }))
      .toReversed(),
  )
  expect(
    await world.sql('SELECT count(*)::int FROM key_address WHERE api_key_id = $1', broker.apiKeyId),
  ).toEqual([{ count: 20 }])
})

test('previewAllowList returns the canonical list and the addresses it would reject', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await world.sql(
    `INSERT INTO key_address SELECT $1, address, app_now() - n * interval '1 hour', app_now() - n * interval '1 hour', n, ''
     FROM unnest($2::text[]) WITH ORDINALITY AS given (address, n)`,
    broker.apiKeyId,
    ['203.0.113.7', '::ffff:203.0.113.8', '198.51.100.1', '2001:db8::1', '2001:db8:1::1', '192.0.2.200'],
  )
  const preview = async (...allowList: string[]) => {
    const told = await funder.latchkey.apiKeys.previewAllowList(broker.apiKeyId, allowList)
    const { accepted, refused } = told
    return [told.allowList, accepted.map(({ address }) => address), refused.map(({ address }) => address)]
  }
  expect(await preview('203.0.113.0/24', '2001:0db8::/48', ' 192.0.2.200 ')).toEqual([
    ['203.0.113.0/24', '2001:db8::/48', '192.0.2.200'],
    ['203.0.113.7', '::ffff:203.0.113.8', '2001:db8::1', '192.0.2.200'],
    ['198.51.100.1', '2001:db8:1::1'],
  ])
  expect(await preview('::ffff:198.51.100.1', '2001:DB8:1:0::1')).toEqual([
    ['198.51.100.1', '2001:db8:1::1'],
    ['198.51.100.1', '2001:db8:1::1'],
    ['203.0.113.7', '::ffff:203.0.113.8', '2001:db8::1', '192.0.2.200'],
  ])
  expect((await preview())[2]).toEqual([])
  const { allowList } = await funder.latchkey.apiKeys.get(broker.apiKeyId)
  expect(allowList).toEqual([])
})

test('previewAllowList rejects an invalid list as updateApiKey does', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const bad = ['10.0.0.1/8', '0.0.0.0/0', '0177.0.0.1', '10.0.0.1', 'nonsense']
  const preview =
    'query ($id: ID!, $list: [String!]!) { apiKey(id: $id) { previewAllowList(allowList: $list) { allowList } } }'
  const update =
    'mutation ($id: ID!, $list: [String!]!) { updateApiKey(input: { id: $id, allowList: $list }) { id } }'
  for (const list of [bad, Array.from({ length: 101 }, () => '10.0.0.1')]) {
    const given = { id: funder.apiKeyId, list }
    const [one, other] = [await funder.query(preview, given), await funder.query(update, given)]
    expect([outcome(one), issues(one)]).toEqual(['422 VALIDATION_FAILED', issues(other)])
    expect(issues(one)).not.toEqual([])
  }
})
