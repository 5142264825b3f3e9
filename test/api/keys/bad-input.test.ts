// Invalid key input, one per row and mutation: the same issue from all, and nothing is written.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let owner: Person
/** The key that must stay unchanged. */
let id: string

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
  id = (await funder.broker('changed.example')).apiKeyId
  await world.directory.know('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const GIVES = {
  createUserKey: () => ({ name: 'A key' }),
  createTieredKey: () => ({ name: 'A key', tier: 'PARTNER', scopes: ['SUBMISSIONS'] }),
  createBrokerKey: () => ({ name: 'A key', email: 'sam@bee.example' }),
  updateApiKey: () => ({ id }),
} as const
type Gives = keyof typeof GIVES
const mutations = Object.keys(GIVES) as Gives[]

function give(mutation: string, input: object): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const answered = mutation === 'updateApiKey' ? 'id' : 'secret apiKey { id scopes }'
  return owner.query(`mutation ($input: ${type}!) { ${mutation}(input: $input) { ${answered} } }`, { input })
}

/** All keys, and the transaction that last wrote each of them. */
const keys = () => world.sql('SELECT xmin, id FROM api_key ORDER BY id')

/** Returns the issues, or the error code if the request fails earlier. */
async function told(mutation: string, input: object): Promise<string[]> {
  const before = await keys()
  const answer = await give(mutation, input)
  expect(await keys()).toEqual(before)
  if (answer.status === 422) return issues(answer)
  return [answer.body.errors?.[0]?.extensions?.code ?? 'nothing']
}

const YEAR = 365 * 86_400_000
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()

const ROWS: readonly (readonly [what: string, input: object, told: string])[] = [
  ['no name', { name: '' }, 'name TOO_SHORT'],
  ['a name of white space only', { name: ' \t\u00a0\u2003 ' }, 'name TOO_SHORT'],
  ['a name of 129 characters', { name: 'x'.repeat(129) }, 'name TOO_LONG'],
  ['a name of 129 emoji', { name: '\u{1f642}'.repeat(129) }, 'name TOO_LONG'],
  ['a NUL in the name', { name: 'a\u0000b' }, 'name CONTROL_CHARACTERS'],
  ['a line break in the name', { name: 'a\nb' }, 'name CONTROL_CHARACTERS'],
  ['an escape character in the name', { name: 'a\u001b[31mb' }, 'name CONTROL_CHARACTERS'],
  ['a DEL in the name', { name: 'a\u007fb' }, 'name CONTROL_CHARACTERS'],
  ['a NEL (U+0085) in the name', { name: 'a\u0085b' }, 'name CONTROL_CHARACTERS'],
  ['a CSI (U+009B) in the name', { name: 'a\u009bb' }, 'name CONTROL_CHARACTERS'],
  ['a line separator in the name', { name: 'a\u2028b' }, 'name CONTROL_CHARACTERS'],
  ['a number as a name', { name: 7 }, 'BAD_REQUEST'],
  ['no scope', { scopes: [] }, 'scopes NO_SCOPES'],
  ['an unknown scope', { scopes: ['EVERYTHING'] }, 'BAD_REQUEST'],
  ['a scope in its display form', { scopes: ['submissions:read'] }, 'BAD_REQUEST'],
  ['null in the list of scopes', { scopes: [null] }, 'BAD_REQUEST'],
  ['a host name', { allowList: ['localhost'] }, 'allowList.0 INVALID_ADDRESS'],
  ['host bits set', { allowList: ['10.0.0.1/8'] }, 'allowList.0 INVALID_ADDRESS'],
  ['all IPv4 addresses', { allowList: ['0.0.0.0/0'] }, 'allowList.0 INVALID_ADDRESS'],
  ['all IPv6 addresses', { allowList: ['::/0'] }, 'allowList.0 INVALID_ADDRESS'],
  ['all IPv4-mapped addresses', { allowList: ['::ffff:0:0/96'] }, 'allowList.0 INVALID_ADDRESS'],
  ['host bits set, IPv6', { allowList: ['2001:db8::1/32'] }, 'allowList.0 INVALID_ADDRESS'],
  ['host bits set, IPv4-mapped', { allowList: ['::ffff:10.0.0.1/104'] }, 'allowList.0 INVALID_ADDRESS'],
  ['an address with a zone', { allowList: ['fe80::1%eth0'] }, 'allowList.0 INVALID_ADDRESS'],
  ['an address with a port', { allowList: ['10.0.0.1:443'] }, 'allowList.0 INVALID_ADDRESS'],
  ['an empty entry', { allowList: ['10.0.0.0/8', ''] }, 'allowList.1 INVALID_ADDRESS'],
  ['two addresses in one entry', { allowList: ['10.0.0.1,10.0.0.2'] }, 'allowList.0 INVALID_ADDRESS'],
  ['101 entries', { allowList: Array(101).fill('10.0.0.1') }, 'allowList TOO_MANY_ADDRESSES'],
  ['null in the allow-list', { allowList: [null] }, 'BAD_REQUEST'],
  ['expiry in the past', { expiresAt: inMs(-1_000) }, 'expiresAt IN_THE_PAST'],
  ['expiry in the year 1', { expiresAt: '0001-01-01T00:00:00Z' }, 'expiresAt IN_THE_PAST'],
  ['expiry in more than two years', { expiresAt: inMs(2 * YEAR + 2 * 86_400_000) }, 'expiresAt TOO_FAR'],
  ['expiry in the year 9999', { expiresAt: '9999-12-31T23:59:59Z' }, 'expiresAt TOO_FAR'],
  ['expiry as a date without time', { expiresAt: '2027-01-01' }, 'BAD_REQUEST'],
  ['expiry on a date that does not exist', { expiresAt: '2027-02-30T00:00:00Z' }, 'BAD_REQUEST'],
  ['expiry without a time zone', { expiresAt: '2027-01-01T00:00:00' }, 'BAD_REQUEST'],
  ['expiry as a word', { expiresAt: 'tomorrow' }, 'BAD_REQUEST'],
  ['expiry as a number', { expiresAt: 1_900_000_000 }, 'BAD_REQUEST'],
  ['an unknown field', { kind: 'USER' }, 'BAD_REQUEST'],
]

describe.each(mutations)('%s', (mutation) => {
  test.each(ROWS)('rejects %s', async (_what, input, expected) => {
    expect(await told(mutation, { ...GIVES[mutation](), ...input })).toEqual([expected])
  })

  test('reports all issues at once', async () => {
    const input = { name: '', scopes: [], allowList: ['x'], expiresAt: inMs(-1_000) }
    expect(await told(mutation, { ...GIVES[mutation](), ...input })).toEqual([
      'name TOO_SHORT',
      'scopes NO_SCOPES',
      'allowList.0 INVALID_ADDRESS',
      'expiresAt IN_THE_PAST',
    ])
  })
})

describe('accepts values at the limit', () => {
  const LIST = Array.from({ length: 100 }, (_, index) => `10.0.0.${index}`)
  test.each([
    ['a name of 128 emoji', { name: '\u{1f642}'.repeat(128) }],
    ['an allow-list of 100 entries', { allowList: LIST }],
    ['expiry in almost two years', { expiresAt: inMs(2 * YEAR - 86_400_000) }],
  ])('%s', async (_what, input) => {
    for (const mutation of ['createUserKey', 'createTieredKey', 'updateApiKey'] as const)
      expect(outcome(await give(mutation, { ...GIVES[mutation](), ...input }))).toBe('200')
  })

  test('removes duplicate scopes, and creates two keys with the same name', async () => {
    const input = { ...GIVES.createTieredKey(), scopes: ['SUBMISSIONS', 'EMBED', 'SUBMISSIONS'] }
    const made = [await give('createTieredKey', input), await give('createTieredKey', input)]
    const records = made.map(({ body }) => body.data.createTieredKey.apiKey)
    for (const { scopes } of records) expect(scopes).toEqual(['SUBMISSIONS', 'EMBED'])
    expect(new Set(records.map((record) => record.id)).size).toBe(2)
  })
})

describe('tiers', () => {
  test.each([
    ['createBrokerKey', { tier: 'INTERNAL' }, 'TIER_NOT_ALLOWED'],
    ['createBrokerKey', { tier: 'GOLD' }, 'BAD_REQUEST'],
    ['createBrokerKey', { tier: 'PUBLIC', scopes: ['DOCUMENTS'] }, 'scopes.0 SCOPE_NOT_IN_TIER'],
    ['createBrokerKey', { tier: 'PARTNER', scopes: ['WEBHOOKS'] }, 'scopes.0 SCOPE_NOT_IN_TIER'],
    ['createBrokerKey', { scopes: ['SUBMISSIONS', 'ADMIN_READ'] }, 'scopes.1 SCOPE_NOT_IN_TIER'],
    ['createTieredKey', { tier: 'GOLD' }, 'BAD_REQUEST'],
    ['createTieredKey', { tier: null }, 'BAD_REQUEST'],
    ['createTieredKey', { tier: 'PUBLIC', scopes: ['DOCUMENTS'] }, 'scopes.0 SCOPE_NOT_IN_TIER'],
    ['createTieredKey', { tier: 'PUBLIC', scopes: ['EMBED_READ'] }, 'scopes.0 SCOPE_NOT_IN_TIER'],
    ['createTieredKey', { tier: 'PARTNER', scopes: ['SUBMISSIONS', 'ADMIN'] }, 'scopes.1 SCOPE_NOT_IN_TIER'],
  ] as const)('rejects %s with %j', async (mutation, input, expected) => {
    expect(await told(mutation, { ...GIVES[mutation](), ...input })).toEqual([expected])
  })
})

describe('grace period of a rotation', () => {
  test.each([
    [-1, 'graceSeconds INVALID_GRACE'],
    [604_801, 'graceSeconds INVALID_GRACE'],
    [2 ** 31, 'BAD_REQUEST'],
    [1.5, 'BAD_REQUEST'],
    ['3600', 'BAD_REQUEST'],
  ])('rejects %j', async (graceSeconds, expected) => {
    expect(await told('rotateApiKey', { id, graceSeconds })).toEqual([expected])
    expect(await world.sql('SELECT FROM secret WHERE api_key_id = $1', id)).toHaveLength(1)
  })
})

describe('email address of a broker', () => {
  const by = (email: unknown) => told('createBrokerKey', { email })

  test.each([
    '',
    'sam',
    '@bee.example',
    'sam@',
    'sam@bee@bee.example',
    'sam smith@bee.example',
    'sam@be e.example',
    'sam@localhost',
    'sam@127.0.0.1',
    'sam@[127.0.0.1]',
    'sam@[IPv6:::1]',
    '"sam"@bee.example',
    'sam(comment)@bee.example',
    'Sam <sam@bee.example>',
    'sam@bee.example, ida@bee.example',
    'sam@bee..example',
    'sam@-bee.example',
    `sam@${'a.'.repeat(122)}example`,
  ])('returns INVALID_EMAIL for %j', async (email) => {
    expect(await by(email)).toEqual(['email INVALID_EMAIL'])
  })

  test.each([null, 7, ['sam@bee.example', 'ida@bee.example']])(
    'returns BAD_REQUEST for %j, which is not a string',
    async (email) => {
      expect(await by(email)).toEqual(['BAD_REQUEST'])
    },
  )

  test.each(['sam@mail.changed.example', 'sam@example', 'sam@gmail.com', 'sam@unknown.example'])(
    '%s belongs to no broker: the exact domain must match, and public mail domains never do',
    async (email) => {
      const [answered] = await by(email)
      expect(answered).toBe(email === 'sam@example' ? 'email INVALID_EMAIL' : 'BROKER_NOT_FOUND')
    },
  )

  test('finds the broker in any spelling of its domain and names its key', async () => {
    await world.directory.know('xn--brker-wua.dk')
    const { apiKeyId } = await funder.broker('xn--brker-wua.dk')
    for (const email of [
      'ida@br\u00f8ker.dk',
      'IDA@BR\u00d8KER.DK',
      ' ida@br\u00f8ker.dk. ',
      'ida@XN--BRKER-WUA.DK',
      'somebody.else@br\u00f8ker.dk',
    ]) {
      const answer = await give('createBrokerKey', { email })
      expect([email, outcome(answer)]).toEqual([email, '409 BROKER_KEY_EXISTS'])
      expect(answer.body.errors[0].message).toContain(apiKeyId)
    }
  })
})
