// Invalid credentials, one per row: the error code and message for each.

import { mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'
import { relationshipOf } from '../brokers/relationship-cases.ts'

const VIEWER = '{ viewer { environment } }'

let world: World
let funder: Funder
let next = 0

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
})
afterAll(() => world[Symbol.asyncDispose]())

/** Sends a request as a program would, with these headers. */
function send(...headers: (readonly [string, string])[]): Promise<Answer> {
  const type = ['content-type', 'application/json'] as const
  return sendRaw(world.url, {
    path: '/graphql',
    headers: [type, ...headers],
    body: JSON.stringify({ query: VIEWER }),
  })
}

describe('a malformed key gets API_KEY_INVALID_FORMAT without a query', () => {
  const [user, broker] = [mintSecret('USER', 'INTERNAL'), mintSecret('BROKER', 'PARTNER')]
  const tiered = mintSecret('TIERED', 'PUBLIC')
  test.each([
    ['an empty string', ''],
    ['spaces', '   '],
    ['a word', 'undefined'],
    ['a prefix only', 'bft_'],
    ['an unknown prefix', user.replace('key_', 'sk_')],
    ['the unsupported prefix heir_sk_', `heir_sk_${user.slice(4)}`],
    ['an unknown tier', tiered.replace('lk_pk_', 'lk_xx_')],
    ['another tier', tiered.replace('lk_pk_', 'lk_in_')],
    ['another kind', user.replace('key_', 'bft_')],
    ['47 digits', broker.slice(0, -1)],
    ['49 digits', `${broker}0`],
    ['upper-case digits', `bft_${broker.slice(4).toUpperCase()}`],
    ['an upper-case prefix', `BFT_${broker.slice(4)}`],
    ['digits that are not hexadecimal', `bft_${'g'.repeat(48)}`],
    ['48 digits made up', `bft_${'0123456789ab'.repeat(4)}`],
    ['one digit mistyped', broker.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['in quotes', `"${broker}"`],
    ['with a scheme', `Bearer ${broker}`],
    ['a space in it', `${broker.slice(0, 20)} ${broker.slice(20)}`],
    ['percent-encoded', broker.replace('_', '%5F')],
    ['in base64', Buffer.from(broker).toString('base64')],
    ['two keys', `${broker}, ${user}`],
    ['a non-ASCII character', broker.replace('_', '\u00ff')],
    ['8,000 characters', 'bft_'.repeat(2_000)],
  ])('%s', async (_what, given) => {
    const requested = world.queryCount
    const answer = await send(['x-api-key', given])
    expect(outcome(answer)).toBe('401 API_KEY_INVALID_FORMAT')
    expect(answer.headers.get('www-authenticate')).toContain('error="API_KEY_INVALID_FORMAT"')
    expect(world.queryCount).toBe(requested)
    if (given.trim().length > 4) expect(JSON.stringify(answer.body)).not.toContain(given)
  })
})

test.each([
  ['no credential', [], '401 UNAUTHENTICATED'],
  ['a key and a bearer token', ['x-api-key', 'authorization'], '400 BAD_REQUEST'],
  ['the same key twice', ['x-api-key', 'x-api-key'], '400 BAD_REQUEST'],
  ['a key as a bearer token', ['authorization'], '401 TOKEN_INVALID'],
] as const)('rejects a request with %s', async (_what, names, told) => {
  const requested = world.queryCount
  const values = { 'x-api-key': funder.secret, authorization: `Bearer ${funder.secret}` }
  const answer = await send(...names.map((name) => [name, values[name]] as const))
  expect(outcome(answer)).toBe(told)
  expect(world.queryCount).toBe(requested)
  expect(JSON.stringify(answer.body)).not.toContain(funder.secret)
})

test.each(['api_key', 'apiKey', 'api-key', 'x-api-key', 'key', 'token', 'secret'])(
  'returns 401 and says to replace the key when it is in the URL as %s',
  async (name) => {
    for (const method of ['GET', 'POST']) {
      const path = `/graphql?${name}=${funder.secret}&query=${encodeURIComponent(VIEWER)}`
      const answer = await sendRaw(world.url, { method, path })
      expect(outcome(answer)).toBe('401 UNAUTHENTICATED')
      expect(answer.body.errors[0].message).toMatch(/URLs are logged, so rotate this key/)
    }
    expect(world.log.join('')).not.toContain(funder.secret)
  },
)

test('gives every well-formed but rejected key the same response, byte for byte', async () => {
  await using own = await createWorld()
  const owner = await own.funder()
  const session = await owner.logsIn()
  const aBroker = (choice = {}): Promise<BrokerActor> => {
    next += 1
    return owner.broker(`refused-${next}.example`, choice)
  }
  const rotates = async ({ apiKeyId: id }: BrokerActor, graceSeconds: number): Promise<string> => {
    const rotate = `mutation ($id: ID!, $graceSeconds: Int) {
      rotateApiKey(input: { id: $id, graceSeconds: $graceSeconds }) { secret }
    }`
    return (await session.query(rotate, { id, graceSeconds })).body.data.rotateApiKey.secret
  }
  const does = async (mutation: string, id: string) => {
    const answer = await session.query(`mutation ($id: ID!) { ${mutation}(input: { id: $id }) { id } }`, {
      id,
    })
    expect(outcome(answer)).toBe('200')
  }
  const expiresAt = new Date(Date.now() + 60_000).toISOString()
  const [inactive, deleted, expired] = [await aBroker(), await aBroker(), await aBroker({ expiresAt })]
  const [graceOver, leaked, finished, cancelled] = [
    await aBroker(),
    await aBroker(),
    await aBroker(),
    await aBroker(),
  ]
  const [ended, replaced, production] = [
    await aBroker(),
    await aBroker(),
    await owner.inEnvironment('PRODUCTION'),
  ]
  const vera = await owner.user({ role: 'VIEWER' })
  for (const { secret } of [inactive, deleted, expired, graceOver, leaked, finished, ended, vera, production])
    expect(outcome(await own.graphql(secret, VIEWER))).toBe('200')

  await does('deactivateApiKey', inactive.apiKeyId)
  await does('deleteApiKey', deleted.apiKeyId)
  await own.graphql(await rotates(graceOver, 60), VIEWER)
  await rotates(leaked, 0)
  await rotates(finished, 60)
  await does('finishRotation', finished.apiKeyId)
  const neverUsed = await rotates(cancelled, 60)
  await does('cancelRotation', cancelled.apiKeyId)
  await does('endRelationship', await relationshipOf(ended))
  await rotates(replaced, 0)
  await rotates(replaced, 0)
  const [{ user_id: user }] = await own.sql('SELECT user_id FROM api_key WHERE id = $1', vera.apiKeyId)
  await does('disableUser', user)
  await own.sql('UPDATE funder SET production_opened_at = NULL WHERE id = $1', owner.id)
  await own.advance('2 minutes')

  const refused = {
    unknown: mintSecret('BROKER', 'PARTNER'),
    'unknown, USER': mintSecret('USER', 'INTERNAL'),
    'unknown, TIERED': mintSecret('TIERED', 'PARTNER'),
    inactive: inactive.secret,
    deleted: deleted.secret,
    expired: expired.secret,
    'after its grace period': graceOver.secret,
    leaked: leaked.secret,
    finished: finished.secret,
    cancelled: neverUsed,
    'of an ended relationship': ended.secret,
    'replaced twice': replaced.secret,
    'of a disabled user': vera.secret,
    'of PRODUCTION while it is closed': production.secret,
  }
  const told = new Map<string, string>()
  for (const [what, secret] of Object.entries(refused)) {
    const { status, headers, body } = await own.graphql(secret, VIEWER)
    expect([what, status]).toEqual([what, 401])
    const { requestId, ...extensions } = body.errors[0].extensions
    expect(requestId).toMatch(/^[\w-]{36}$/)
    const named = [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id')
    told.set(what, JSON.stringify([named, { ...body, errors: [{ ...body.errors[0], extensions }] }]))
  }
  const [first] = told.values()
  expect(first).toContain('API_KEY_INVALID')
  for (const [what, answer] of told) expect([what, answer]).toEqual([what, first])
})

describe('ignores headers that claim a client address', () => {
  const HEADERS = [
    'x-forwarded-for',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'forwarded',
  ]
  const claim = (name: string, address: string) =>
    [name, name === 'forwarded' ? `for=${address}` : address] as const

  test.each(HEADERS)('%s', async (name) => {
    const elsewhere = await funder.key({ allowList: ['203.0.113.0/24'] })
    const refused = await send(['x-api-key', elsewhere.secret], claim(name, '203.0.113.7'))
    expect(outcome(refused)).toBe('403 IP_NOT_ALLOWED')
    const here = await funder.key({ allowList: ['127.0.0.1'] })
    expect(outcome(await send(['x-api-key', here.secret], claim(name, '203.0.113.7')))).toBe('200')
  })
})
