// The address that the allow-list checks: of the socket or a trusted proxy, never a client's claim.

import { createAddressOf } from '@latchkey/server/http/client-address.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { installGates, Session, stopsAt } from '../../support/concurrency/database-gates.ts'
import { outcome } from '../../support/graphql-result.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

const VIEWER = JSON.stringify({ query: '{ viewer { environment } }' })
/** The source of all requests as the server sees it: the last proxy, if there is one. */
const SOCKET = '127.0.0.2'

/** Indexed by the number of trusted proxies. */
const worlds: World[] = []
const funders: Funder[] = []
const brokers: BrokerActor[] = []

beforeAll(async () => {
  for (const trustedProxies of [0, 1, 2, 3]) {
    const world = await createWorld({ trustedProxies })
    worlds.push(world)
    const funder = await world.funder()
    funders.push(funder)
    brokers.push(await funder.broker('bee.example'))
  }
})
afterAll(() => Promise.all(worlds.map((world) => world[Symbol.asyncDispose]())))

type Headers = readonly (readonly [string, string])[]

/** Sends a request with the broker's key from SOCKET with these headers, behind this many proxies. */
async function sendQuery(
  proxies: number,
  headers: Headers,
  secret = brokers[proxies]!.secret,
): Promise<Answer> {
  const own = [['x-api-key', secret] as const, ['content-type', 'application/json'] as const]
  const request = { path: '/graphql', headers: [...own, ...headers], body: VIEWER, from: SOCKET }
  return sendRaw(worlds[proxies]!.url, request)
}

async function allow(proxies: number, list: readonly string[]): Promise<void> {
  const sql = 'UPDATE api_key SET allow_list = $1 WHERE id = $2'
  await worlds[proxies]!.sql(sql, list, brokers[proxies]!.apiKeyId)
}

const forwardedFor = (...lines: string[]): Headers => lines.map((line) => ['X-Forwarded-For', line])

/** X-Forwarded-For values, one string per header, and the address that counts; '': unknown. */
const FORWARDED: readonly (readonly [what: string, proxies: number, sent: string[], address: string])[] = [
  ['nothing forwarded', 0, [], SOCKET],
  ['one forged address', 0, ['203.0.113.7'], SOCKET],
  ['several forged addresses', 0, ['203.0.113.7, 203.0.113.8, 203.0.113.9'], SOCKET],
  ['two forged headers', 0, ['203.0.113.7', '203.0.113.8'], SOCKET],
  ['garbage', 0, ['garbage'], SOCKET],

  ['nothing forwarded', 1, [], SOCKET],
  ['set by the proxy', 1, ['203.0.113.7'], '203.0.113.7'],
  ['forged and real address', 1, ['203.0.113.7, 198.51.100.1'], '198.51.100.1'],
  ['many forged addresses', 1, ['203.0.113.7, 203.0.113.8,203.0.113.9 ,198.51.100.1'], '198.51.100.1'],
  ['the socket address forged', 1, [`${SOCKET}, 198.51.100.1`], '198.51.100.1'],
  ['the loopback address forged', 1, ['127.0.0.1, 198.51.100.1'], '198.51.100.1'],
  ['garbage forged', 1, ['garbage, 198.51.100.1'], '198.51.100.1'],
  ['empty entries forged', 1, [', , 198.51.100.1'], '198.51.100.1'],
  ['forged in an earlier header', 1, ['203.0.113.7', '198.51.100.1'], '198.51.100.1'],
  [
    'forged in several earlier headers',
    1,
    ['203.0.113.7', '203.0.113.8, 203.0.113.9', '198.51.100.1'],
    '198.51.100.1',
  ],
  ['with a port', 1, ['203.0.113.7, 198.51.100.1:4711'], '198.51.100.1'],
  ['IPv6', 1, ['2001:db8::1'], '2001:db8::1'],
  ['uncompressed IPv6', 1, ['2001:0DB8:0:0:0:0:0:0001'], '2001:db8::1'],
  ['IPv6 whose end could be a port', 1, ['2001:db8::1:443'], '2001:db8::1:443'],
  ['IPv6 in brackets', 1, ['203.0.113.7, [2001:db8::1]'], '2001:db8::1'],
  ['IPv6 with a port', 1, ['203.0.113.7, [2001:db8::1]:443'], '2001:db8::1'],
  ['IPv6 with a zone', 1, ['fe80::1%eth0'], 'fe80::1'],
  ['IPv6 with a zone, in brackets', 1, ['[fe80::1%25eth0]:443'], 'fe80::1'],
  ['IPv4-mapped', 1, ['::ffff:198.51.100.1'], '198.51.100.1'],
  ['IPv4-mapped, in hexadecimal', 1, ['::FFFF:c633:6401'], '198.51.100.1'],
  ['IPv4-mapped, with a port', 1, ['[::ffff:198.51.100.1]:4711'], '198.51.100.1'],
  ['tabs and spaces', 1, ['203.0.113.7,\t 198.51.100.1 \t'], '198.51.100.1'],
  ['garbage from the proxy', 1, ['203.0.113.7, unknown'], ''],
  ['an empty entry from the proxy', 1, ['203.0.113.7, '], ''],
  ['an empty header', 1, [''], ''],
  ['an empty header after a forged one', 1, ['203.0.113.7', ''], ''],
  ['a host name', 1, ['localhost'], ''],
  ['a CIDR block', 1, ['203.0.113.7/32'], ''],
  ['a Unix socket', 1, ['203.0.113.7, unix:'], ''],
  ['leading zeros', 1, ['203.0.113.7, 198.051.100.1'], ''],
  ['a number', 1, ['203.0.113.7, 3325256705'], ''],
  ['an invalid port', 1, ['203.0.113.7, 198.51.100.1:http'], ''],
  ['two ports', 1, ['203.0.113.7, 198.51.100.1:1:2'], ''],
  ['IPv4 in brackets', 1, ['203.0.113.7, [198.51.100.1]'], ''],
  ['an unclosed bracket', 1, ['203.0.113.7, [2001:db8::1'], ''],
  ['empty brackets', 1, ['203.0.113.7, []:443'], ''],
  ['in the syntax of Forwarded', 1, ['for=203.0.113.7'], ''],
  ['in quotes', 1, ['203.0.113.7, "198.51.100.1"'], ''],

  ['nothing forwarded', 2, [], SOCKET],
  ['not set by the first proxy', 2, ['198.51.100.1'], '198.51.100.1'],
  ['set by both proxies', 2, ['203.0.113.7, 10.0.0.1'], '203.0.113.7'],
  ['forged, and set by both proxies', 2, ['192.0.2.1, 203.0.113.7, 10.0.0.1'], '203.0.113.7'],
  ['set in separate headers', 2, ['192.0.2.1', '203.0.113.7', '10.0.0.1'], '203.0.113.7'],
  ['addresses with ports', 2, ['192.0.2.1, [2001:db8::7]:4711, 10.0.0.1:80'], '2001:db8::7'],
  ['garbage from the first proxy', 2, ['192.0.2.1, unknown, 10.0.0.1'], ''],
  ['garbage from the second proxy', 2, ['192.0.2.1, 203.0.113.7, unknown'], ''],
  ['garbage forged', 2, ['unknown, 203.0.113.7, 10.0.0.1'], '203.0.113.7'],

  ['set by all three proxies', 3, ['192.0.2.1, 203.0.113.7, 10.0.0.1, 10.0.0.2'], '203.0.113.7'],
  ['set by two of three proxies', 3, ['203.0.113.7, 10.0.0.1'], '203.0.113.7'],
  ['set in two headers', 3, ['192.0.2.1, 203.0.113.7', '10.0.0.1, 10.0.0.2'], '203.0.113.7'],
  ['garbage in between', 3, ['203.0.113.7, 10.0.0., 10.0.0.2'], ''],
]

/** Every address in a row except the one that counts. */
function others(sent: readonly string[], address: string): string[] {
  const read = (entry: string) =>
    createAddressOf(1)({
      socket: { remoteAddress: SOCKET },
      headersDistinct: { 'x-forwarded-for': [entry] },
    })
  const named = sent.flatMap((line) => line.split(',')).map(read)
  return [...new Set([SOCKET, '127.0.0.1', '0.0.0.0', ...named])].filter(
    (one) => one !== '' && one !== address,
  )
}

describe.each([0, 1, 2, 3])('behind %i trusted proxies', (proxies) => {
  test.each(FORWARDED.filter((row) => row[1] === proxies))(
    '%s: behind %i proxies, %j resolves to %s',
    async (_what, _n, sent, address) => {
      await allow(proxies, others(sent, address))
      expect(outcome(await sendQuery(proxies, forwardedFor(...sent)))).toBe('403 IP_NOT_ALLOWED')
      // A request with an unknown address passes if the allow-list is empty.
      await allow(proxies, address === '' ? [] : [address])
      expect(outcome(await sendQuery(proxies, forwardedFor(...sent)))).toBe('200')
    },
  )

  test.each([
    ['Forwarded', 'for=203.0.113.7'],
    ['X-Real-IP', '203.0.113.7'],
    ['CF-Connecting-IP', '203.0.113.7'],
    ['True-Client-IP', '203.0.113.7'],
    ['X-Client-IP', '203.0.113.7'],
    ['X_Forwarded_For', '203.0.113.7'],
  ])('ignores %s', async (name, value) => {
    await allow(proxies, ['203.0.113.7'])
    expect(outcome(await sendQuery(proxies, [[name, value]]))).toBe('403 IP_NOT_ALLOWED')
    await allow(proxies, [SOCKET])
    expect(outcome(await sendQuery(proxies, [[name, value]]))).toBe('200')
  })
})

test('uses the address that the proxy added after 2,000 client headers', async () => {
  const junk = Array.from({ length: 2_000 }, () => ['a', ''] as const)
  const headers = [...forwardedFor('203.0.113.7'), ...junk, ...forwardedFor('198.51.100.1')]
  await allow(1, ['203.0.113.7'])
  expect(outcome(await sendQuery(1, headers))).toBe('403 IP_NOT_ALLOWED')
  await allow(1, ['198.51.100.1'])
  expect(outcome(await sendQuery(1, headers))).toBe('200')
})

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1%eth0', '192.0.2.1'],
  ['2001:db8:0:0:0:0:0:1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::1', '::1'],
  [undefined, ''],
])(
  'maps the socket address %s to %j and ignores forwarded addresses without trusted proxies',
  (remoteAddress, address) => {
    const headersDistinct = { 'x-forwarded-for': ['203.0.113.7'] }
    expect(createAddressOf(0)({ socket: { remoteAddress }, headersDistinct })).toBe(address)
    expect(createAddressOf(2)({ socket: { remoteAddress }, headersDistinct: {} })).toBe(address)
  },
)

test('a rejected address records no use of the key and leaves a rotation pending', async () => {
  const [world, funder] = [worlds[1]!, funders[1]!]
  const broker = await funder.broker('wasp.example', { allowList: ['198.51.100.1'] })
  const rotated = await funder.query('mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { secret } }', {
    id: broker.apiKeyId,
  })
  const { secret } = rotated.body.data.rotateApiKey
  const uses = async () => {
    await world.flushUsage()
    const { body } = await funder.query(
      'query ($id: ID!) { apiKey(id: $id) { secrets { state use { address count } } rejectedUses { address } } }',
      { id: broker.apiKeyId },
    )
    return body.data.apiKey
  }
  for (const sent of [['203.0.113.7'], ['198.51.100.1, 203.0.113.7'], ['198.51.100.1, unknown'], []])
    expect(outcome(await sendQuery(1, forwardedFor(...sent), secret))).toBe('403 IP_NOT_ALLOWED')
  expect(await uses()).toEqual({
    secrets: [
      { state: 'PENDING', use: null },
      { state: 'CURRENT', use: null },
    ],
    rejectedUses: [],
  })
  expect(outcome(await sendQuery(1, forwardedFor('203.0.113.7, 198.51.100.1:4711'), secret))).toBe('200')
  expect((await uses()).secrets).toEqual([
    { state: 'CURRENT', use: { address: '198.51.100.1', count: 1 } },
    { state: 'RETIRING', use: null },
  ])
})

describe('re-verifies the forwarded address of a running write against a narrowed allow-list', () => {
  test.each([
    ['to another address', ['198.51.100.2'], '403 IP_NOT_ALLOWED'],
    ['to the proxy’s address', ['127.0.0.0/8'], '403 IP_NOT_ALLOWED'],
    ['to the forged address', ['203.0.113.7'], '403 IP_NOT_ALLOWED'],
    ['to the client’s network', ['198.51.100.0/24'], '200'],
  ])('%s', async (_where, allowList, expected) => {
    await using world = await createWorld({ trustedProxies: 1 })
    await installGates(world)
    const funder = await world.funder()
    const broker = await funder.broker('bee.example')
    await using session = await Session.open(world)
    await session.close('before the re-verification')
    const write = broker.query(
      'mutation ($name: String!) { createSubmission(input: { name: $name }) { id } }',
      { name: stopsAt('before the re-verification') },
      { headers: { 'x-forwarded-for': '203.0.113.7, 198.51.100.1' } },
    )
    await session.untilAwaitedBy(1)
    const update = 'mutation ($input: UpdateApiKeyInput!) { updateApiKey(input: $input) { allowList } }'
    const narrowed = await funder.query(update, { input: { id: broker.apiKeyId, allowList } })
    expect(outcome(narrowed)).toBe('200')
    await session.open('before the re-verification')
    expect(outcome(await write)).toBe(expected)
    const [{ count }] = await world.sql('SELECT count(*)::int FROM submission')
    expect(count).toBe(expected === '200' ? 1 : 0)
  })
})
